namespace Tessera.Core.Disputes;

// DueAt is when the party whose turn it is loses by silence. Evidence is a reference to papers that are kept elsewhere.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record Chargeback
{
    [Order(0)]
    public required ChargebackId Id { get; init; }

    [Order(1)]
    public required PaymentId Payment { get; init; }

    [Order(2)]
    public required ChargebackState State { get; init; }

    [Order(3)]
    public required ChargebackReason Reason { get; init; }

    [Order(4)]
    public required long AmountMinor { get; init; }

    [Order(5)]
    public required ushort CurrencyNumber { get; init; }

    [Order(6)]
    public required ushort IssuerBook { get; init; }

    [Order(7)]
    public required ushort AcquirerBook { get; init; }

    [Order(8)]
    public required MerchantId Merchant { get; init; }

    [Order(9)]
    public required Timestamp OpenedAt { get; init; }

    [Order(10)]
    public required Timestamp DueAt { get; init; }

    [Order(11)]
    public string Evidence { get; init; } = "";

    [Order(12)]
    public ChargebackClosing Closing { get; init; }

    [MemoryPackIgnore]
    public bool IsClosed => State is ChargebackState.Won or ChargebackState.Lost;

    [MemoryPackIgnore]
    public bool IssuerHasIt => State is ChargebackState.Opened or ChargebackState.PreArbitration or ChargebackState.Won;
}
