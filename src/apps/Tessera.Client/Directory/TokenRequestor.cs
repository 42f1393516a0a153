namespace Tessera.Client.Directory;

/// <summary>A wallet that may ask for tokens.</summary>
public sealed record TokenRequestor
{
    /// <summary>Its number, 11 digits.</summary>
    public required string Id { get; init; }

    public string? Name { get; init; }

    public string? PaymentSystem { get; init; }

    /// <summary>The participant that takes the wallet fee.</summary>
    public string? Wallet { get; init; }

    public int WalletFeeBasisPoints { get; init; }

    /// <summary>Payments per limited-use key; null where keys lie in a secure element.</summary>
    public int? KeyUses { get; init; }

    public int? KeyLifeHours { get; init; }
}
