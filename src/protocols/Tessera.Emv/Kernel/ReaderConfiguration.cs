// EMV 4.4 Book 4, Annex A; EMV contactless book A, 5: what a reader knows about itself.
using Tessera.Emv.Authentication;
using Tessera.Emv.Bits;
using Tessera.Primitives;

namespace Tessera.Emv.Kernel;

/// <summary>What a reader knows about itself; fixed for many taps.</summary>
public sealed record ReaderConfiguration
{
    /// <summary>Currency of every amount at this reader.</summary>
    public required Currency Currency { get; init; }

    /// <summary>ISO 3166 numeric country (9F1A).</summary>
    public required int CountryNumber { get; init; }

    /// <summary>The combinations taken, most wanted first.</summary>
    public required IReadOnlyList<ReaderApplication> Applications { get; init; }

    /// <summary>Eight characters (9F1C).</summary>
    public string TerminalIdentification { get; init; } = "00000000";

    /// <summary>Up to fifteen characters (9F16).</summary>
    public string MerchantIdentifier { get; init; } = "";

    /// <summary>Four digits (9F15).</summary>
    public int MerchantCategoryCode { get; init; }

    /// <summary>Eight characters (9F1E).</summary>
    public string SerialNumber { get; init; } = "00000000";

    /// <summary>Terminal type (9F35): 22 is attended, online and offline capable, operated by a merchant.</summary>
    public byte TerminalType { get; init; } = 0x22;

    /// <summary>Application version known (9F09).</summary>
    public int ApplicationVersion { get; init; } = 2;

    /// <summary>True when a PIN pad for the issuer's PIN is there.</summary>
    public bool HasOnlinePin { get; init; }

    /// <summary>True when a receipt can be signed.</summary>
    public bool HasSignature { get; init; }

    /// <summary>True when verification on the device counts.</summary>
    public bool HasOnDeviceVerification { get; init; } = true;

    /// <summary>True when the reader can never ask an issuer.</summary>
    public bool IsOfflineOnly { get; init; }

    /// <summary>
    /// True when a TC without offline data authentication is taken. Nothing proves such an approval: only for
    /// readers whose owner bears the loss.
    /// </summary>
    public bool AcceptsUnauthenticatedOffline { get; init; }

    /// <summary>Scheme keys for offline data authentication; without any, none is done.</summary>
    public SchemeKeyTable SchemeKeys { get; init; } = SchemeKeyTable.Empty;

    /// <summary>
    /// True to have qVSDC cards signed for also when the issuer is asked (fast DDA). The signature does not cover the
    /// cryptogram: it finds a fake card early and proves nothing to the issuer.
    /// </summary>
    public bool AuthenticatesOnline { get; init; }

    /// <summary>
    /// True to take the old mag-stripe mode of M/Chip. Off: its codes can be collected in advance.
    /// </summary>
    public bool TakesMagStripeMode { get; init; }

    /// <summary>How many of a hundred payments over contacts go online by chance, 0 to 99.</summary>
    public int RandomSelectionPercent { get; init; }

    /// <summary>Bounds of the relay resistance protocol; null when the reader does not run it.</summary>
    public RelayBounds? Relay { get; init; }

    /// <summary>Action codes of the M/Chip and contact flows.</summary>
    public ReaderActionCodes ActionCodes { get; init; } = ReaderActionCodes.OnlineAlways;

    /// <summary>Terminal capabilities (9F33) that follow from the features above.</summary>
    public byte[] Capabilities()
    {
        // EMV Book 4, Annex A2: no reading by key entry or stripe; online PIN b7, signature b6, no CVM b4;
        // static b8, dynamic b7 and combined b4 authentication.
        var verification = 0x08 | (HasOnlinePin ? 0x40 : 0) | (HasSignature ? 0x20 : 0);
        return [0x00, (byte)verification, SchemeKeys.Count == 0 ? (byte)0x00 : (byte)0xC8];
    }

    /// <summary>Terminal transaction qualifiers (9F66) before limits are applied.</summary>
    public TerminalTransactionQualifiers Qualifiers()
    {
        var value = default(TerminalTransactionQualifiers).With(TtqBit.EmvMode);
        value = HasOnlinePin ? value.With(TtqBit.OnlinePin) : value;
        value = HasSignature ? value.With(TtqBit.Signature) : value;
        value = AuthenticatesOnline && SchemeKeys.Count > 0 ? value.With(TtqBit.AuthenticationForOnline) : value;
        value = IsOfflineOnly ? value.With(TtqBit.OfflineOnly) : value;
        return HasOnDeviceVerification ? value.With(TtqBit.ConsumerDeviceCvm) : value;
    }
}
