namespace Tessera.Simulation.Actors;

/// <summary>A till: its code, its merchant (none where the acquirer is outside) and the acquirer that speaks for it.
/// </summary>
internal sealed record TillPlace(
    string Code, string Acquirer, MerchantId Merchant, string MerchantNumber, int FirstTrace)
{
    public bool IsFar => Merchant.IsNone;
}
