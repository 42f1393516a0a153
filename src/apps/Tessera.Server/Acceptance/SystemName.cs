namespace Tessera.Server.Acceptance;

/// <summary>The name of a payment system as a till reports it. It is published in statistics, so nothing that could be
/// a card number is one.</summary>
internal static class SystemName
{
    private const int LongestName = 100;
    private const int FewestCardDigits = 12;

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= LongestName && !name.Any(char.IsControl)
        && name.Count(char.IsDigit) < FewestCardDigits;
}
