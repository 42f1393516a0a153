namespace Tessera.Core.Directory;

// A till of an outside acquirer as its messages name it: DE41, DE42, DE43.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record OutsideTerminal(
    [property: Order(0)] string TerminalCode,
    [property: Order(1)] string MerchantCode,
    [property: Order(2)] string MerchantName);
