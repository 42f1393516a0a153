using Tessera.Core.Cards;
using Tessera.Primitives;

namespace Tessera.Simulation.Nodes;

/// <summary>A cardholder as every seed finds it: account, card, and the token on its phone with the phone's keys.
/// </summary>
internal sealed record HolderTemplate
{
    public required int Serial { get; init; }

    public required bool IsAtBank { get; init; }

    public required CardAccountKind Kind { get; init; }

    public required CardAccountId Account { get; init; }

    public required CardId Card { get; init; }

    public required Pan CardNumber { get; init; }

    public required DeviceId Device { get; init; }

    public required PhoneKeys Phone { get; init; }
}
