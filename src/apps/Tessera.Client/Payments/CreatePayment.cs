namespace Tessera.Client.Payments;

/// <summary>Asks for the authorisation of one tap.</summary>
public sealed record CreatePayment
{
    public required string Terminal { get; init; }

    /// <summary>Minor units of <see cref="Currency"/>, above zero.</summary>
    public required long Amount { get; init; }

    /// <summary>ISO 4217 letters.</summary>
    public required string Currency { get; init; }

    /// <summary>The chip data of the tap (DE55), BER-TLV in hex.</summary>
    public required string Emv { get; init; }

    /// <summary>True captures the full amount with the approval.</summary>
    public bool? Capture { get; init; }

    /// <summary>The merchant's own reference.</summary>
    public string? Reference { get; init; }
}
