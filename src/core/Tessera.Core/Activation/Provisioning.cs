namespace Tessera.Core.Activation;

// One request to turn a card into a token on a device, from eligibility to the active token.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record Provisioning
{
    [Order(0)]
    public required ProvisioningId Id { get; init; }

    [Order(1)]
    public required CardId Card { get; init; }

    [Order(2)]
    public required DeviceId Device { get; init; }

    [Order(3)]
    public required ulong Requestor { get; init; }

    [Order(4)]
    public required ushort IssuerBook { get; init; }

    [Order(5)]
    public required ProvisioningState State { get; init; }

    [Order(6)]
    public ActivationPath Path { get; init; }

    [Order(7)]
    public ActivationReason Reasons { get; init; }

    [Order(8)]
    public TokenId Token { get; init; }

    // Keyed MAC of the one-time code that is out; zero when none is.
    [Order(9)]
    public UInt128 CodeMac { get; init; }

    [Order(10)]
    public Timestamp CodeExpiresAt { get; init; }

    [Order(11)]
    public int CodeAttemptsLeft { get; init; }

    [Order(12)]
    public int CodesIssued { get; init; }

    // Who proposed at the issuer's desk; empty before that.
    [Order(13)]
    public string FirstApprover { get; init; } = "";
}
