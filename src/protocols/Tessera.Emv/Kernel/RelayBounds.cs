// EMV contactless book C-2, relay resistance protocol: what the reader allows beyond what the card states.
namespace Tessera.Emv.Kernel;

/// <summary>Bounds of the relay resistance protocol, in units of 100 microseconds (book C-2).</summary>
/// <param name="MinimumGrace">How much faster than stated a card may answer.</param>
/// <param name="MaximumGrace">How much slower than stated a card may answer.</param>
/// <param name="CommandTime">How long the reader's command takes on the way.</param>
/// <param name="AnswerTime">How long the card's answer takes at least on the way.</param>
/// <param name="Tries">How often the exchange is made before its time limits count as exceeded, 1 to 3.</param>
public sealed record RelayBounds(int MinimumGrace, int MaximumGrace, int CommandTime, int AnswerTime, int Tries = 3)
{
    /// <summary>The usual graces: 2 ms below, 5 ms above; 1.8 ms for the command, 2.4 ms for the answer.</summary>
    public static RelayBounds Usual { get; } = new(20, 50, 18, 24);
}
