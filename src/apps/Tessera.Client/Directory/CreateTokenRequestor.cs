namespace Tessera.Client.Directory;

/// <summary>Registers a wallet that may ask for tokens.</summary>
public sealed record CreateTokenRequestor
{
    /// <summary>11 digits, the first above zero.</summary>
    public required string Number { get; init; }

    public required string Name { get; init; }

    /// <summary>The name under which usage share counts its payments, and merchants refuse it.</summary>
    public required string PaymentSystem { get; init; }

    /// <summary>Id of the participant that takes the wallet fee; left out, none is taken.</summary>
    public string? Wallet { get; init; }

    public required int WalletFeeBasisPoints { get; init; }

    /// <summary>Cloud profile: payments per limited-use key, 1 to 1000. Left out: keys in a secure element.</summary>
    public int? KeyUses { get; init; }

    /// <summary>With <see cref="KeyUses"/>: how long a key lives, 1 to 8784 hours.</summary>
    public int? KeyLifeHours { get; init; }
}
