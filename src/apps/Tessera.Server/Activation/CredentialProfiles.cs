using Tessera.Emv.Cryptograms;
using Tessera.Primitives;
using Tessera.Server.World;

namespace Tessera.Server.Activation;

/// <summary>What each applet profile is personalised with besides its keys.</summary>
internal static class CredentialProfiles
{
    private static readonly Dictionary<string, string> Applications = new(StringComparer.Ordinal)
    {
        ["qvsdc"] = "F0544553534552410101",
        ["mchip"] = "F0544553534552410102",
    };

    public static bool IsKnown(string profile) => Applications.ContainsKey(profile);

    public static CredentialProfileView Of(
        string profile, Pan number, int sequenceNumber, int expiryYearMonth, Currency currency, ushort country) => new()
    {
        TokenNumber = number.Reveal(),
        SequenceNumber = sequenceNumber,
        Expiry = WireText.Month(expiryYearMonth),
        ApplicationId = Applications[profile],
        Profile = profile,
        CryptogramVersion = CryptogramRules.TesseraAesVersion,
        CountryCode = country,
        CurrencyCode = currency.Number,
    };
}
