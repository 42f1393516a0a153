namespace Tessera.Client.Settlement;

/// <summary>How much a participant may owe before settlement, minor units; null is no cap.</summary>
public sealed record NetDebitCap(string Currency, long? Cap)
{
    /// <summary>Of the cap; 8000 when left out.</summary>
    public int? AlarmBasisPoints { get; init; }
}
