using Tessera.Emv.Keys;
using Tessera.Primitives;

namespace Tessera.Simulation.Nodes;

/// <summary>What a phone got at its activation.</summary>
internal sealed record PhoneKeys(TokenId Token, Pan Number, int ExpiryYearMonth, byte KeyIndex, PinnedKey Key);
