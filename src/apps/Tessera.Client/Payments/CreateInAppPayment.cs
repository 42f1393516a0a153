namespace Tessera.Client.Payments;

/// <summary>Asks for the authorisation of an order that the buyer paid in an app.</summary>
public sealed record CreateInAppPayment
{
    /// <summary>One of the merchant's terminals; its merchant is the one that the phone showed.</summary>
    public required string Terminal { get; init; }

    /// <summary>Minor units of <see cref="Currency"/>, above zero; the cryptogram covers it.</summary>
    public required long Amount { get; init; }

    /// <summary>ISO 4217 letters.</summary>
    public required string Currency { get; init; }

    public required string TokenNumber { get; init; }

    /// <summary><c>YYYY-MM</c>.</summary>
    public required string TokenExpiry { get; init; }

    public int? SequenceNumber { get; init; }

    public required InAppProof InApp { get; init; }

    /// <summary>Hides the cryptogram and the token number.</summary>
    public override string ToString() => $"{nameof(CreateInAppPayment)} {{ Terminal = {Terminal}, Amount = {Amount} }}";
}
