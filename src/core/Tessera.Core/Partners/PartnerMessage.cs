using Tessera.Core.Payments;

namespace Tessera.Core.Partners;

// A message to an outside party that is sent until it is answered. It carries all that its text needs, because the
// payment may have left memory by then. Messages of one partner leave in the order of their sequence.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record PartnerMessage
{
    [Order(0)]
    public required long Sequence { get; init; }

    [Order(1)]
    public required ushort Book { get; init; }

    [Order(2)]
    public required PartnerMessageKind Kind { get; init; }

    // As it stood when the message was queued.
    [Order(3)]
    public required Payment Payment { get; init; }

    // The capture or refund that is presented.
    [Order(4)]
    public UInt128 Act { get; init; }

    [Order(5)]
    public required long AmountMinor { get; init; }

    // What the issuer earns (or, of a refund, gives back).
    [Order(6)]
    public long InterchangeMinor { get; init; }

    [Order(7)]
    public DateOnly BusinessDate { get; init; }

    // Nothing more will be presented: the rest of the hold is let go.
    [Order(8)]
    public bool IsFinal { get; init; }

    [Order(9)]
    public required Timestamp QueuedAt { get; init; }

    // What the issuer owes the wallet, through the network.
    [Order(10)]
    public long WalletFeeMinor { get; init; }
}
