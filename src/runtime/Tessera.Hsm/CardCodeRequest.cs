using Tessera.Emv.CardCodes;

namespace Tessera.Hsm;

/// <summary>One dynamic card code (CVC3) of the old mag-stripe mode to verify.</summary>
/// <param name="KeySet">Key set of the card's range.</param>
/// <param name="SequenceNumber">Of the card, which the track does not tell.</param>
/// <param name="Track">Element 35 as received.</param>
/// <param name="Counter">Counter value that the code must be of: the track has three digits of it.</param>
public readonly record struct CardCodeRequest(string KeySet, int SequenceNumber, FilledTrack Track, ushort Counter)
{
    public override string ToString() => $"card code of {Track.Number}";
}
