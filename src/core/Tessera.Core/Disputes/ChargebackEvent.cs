namespace Tessera.Core.Disputes;

public abstract partial record ChargebackEvent : CoreEvent, IPostingEvent
{
    // As it stands after the event.
    [Order(1)]
    public required Chargeback Chargeback { get; init; }

    [Order(2)]
    public required DateOnly BusinessDate { get; init; }

    // To the issuer above zero, to the merchant below.
    [Order(3)]
    public long MovedMinor { get; init; }

    // What the merchant pays for it.
    [Order(4)]
    public long MerchantFeeMinor { get; init; }

    [Order(5)]
    public Posting[] Postings { get; init; } = [];

    [Order(6)]
    public string By { get; init; } = "";

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Opened : ChargebackEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Represented : ChargebackEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record PreArbitrated : ChargebackEvent;

    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Closed : ChargebackEvent;
}
