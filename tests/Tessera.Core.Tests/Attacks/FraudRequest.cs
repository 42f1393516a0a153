using Tessera.Core.Activation;

namespace Tessera.Core.Tests.Attacks;

// One request and who is behind it. A takeover answers what goes to its fresh number; a thief of card data answers
// nothing and may only talk an agent round.
public sealed record FraudRequest(bool IsFraud, DeviceSignals Signals, int CustomerDays, bool OwnsChannel, bool Calls);
