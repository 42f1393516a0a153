namespace Tessera.Server.Demo;

/// <summary>The secrets of the demo's API keys: the same on every start of one data folder, unknown outside
/// it.</summary>
public sealed record DemoKeys
{
    public required string Operator { get; init; }

    public required string Auditor { get; init; }

    public required string Issuer { get; init; }

    public required string Acquirer { get; init; }

    public required string Coffee { get; init; }

    public required string Books { get; init; }

    public required string Wallet { get; init; }

    public required string CloudWallet { get; init; }

    public IEnumerable<(string Role, string Secret)> ByRole() =>
    [
        ("operator", Operator), ("auditor", Auditor), ("issuer", Issuer), ("acquirer", Acquirer), ("coffee", Coffee),
        ("books", Books), ("wallet", Wallet), ("cloud", CloudWallet),
    ];

    /// <summary>Hides the secrets.</summary>
    public override string ToString() => nameof(DemoKeys);
}
