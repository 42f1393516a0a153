namespace Tessera.Core.Partners;

public abstract partial record PartnerEvent : CoreEvent
{
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Queued([property: Order(1)] PartnerMessage Message) : PartnerEvent;

    // A code other than 00 leaves the partner's books and ours apart: somebody has to look.
    [MemoryPackable(GenerateType.VersionTolerant)]
    public sealed partial record Answered(
        [property: Order(1)] ushort Book,
        [property: Order(2)] long Sequence,
        [property: Order(3)] string ResponseCode) : PartnerEvent;
}
