namespace Tessera.Core.Activation;

// What the wallet and the issuer know at the moment of the request. Scores run from 1 (worst) to 5 (best);
// days without an occurrence are int.MaxValue.
[MemoryPackable(GenerateType.VersionTolerant)]
public sealed partial record DeviceSignals(
    [property: Order(0)] int DeviceScore,
    [property: Order(1)] int AccountScore,
    [property: Order(2)] int DaysSinceAccountChange,
    [property: Order(3)] int DaysSinceChannelChange,
    [property: Order(4)] int DaysSinceLostMode,
    [property: Order(5)] int NamesOnDevice);
