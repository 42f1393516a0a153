namespace Tessera.Server.Api.Register;

public sealed record CreateTokenRequestorBody
{
    public required string Number { get; init; }

    public required string Name { get; init; }

    public required string PaymentSystem { get; init; }

    public string? Wallet { get; init; }

    public required int WalletFeeBasisPoints { get; init; }

    /// <summary>Cloud profile: payments per limited-use key. Left out: keys in a secure element.</summary>
    public int? KeyUses { get; init; }

    public int? KeyLifeHours { get; init; }
}
