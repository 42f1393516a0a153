// EMV 4.4 Book 3, Annex A and B: tags that the applet and the kernel name in code.
using Tessera.Primitives;

namespace Tessera.Emv.Objects;

/// <summary>
/// Tags of the data elements that code refers to; the whole dictionary is <see cref="DataElementTable"/>.
/// </summary>
public static class EmvTags
{
    /// <summary>4F: Application Dedicated File Name.</summary>
    public static BerTag ApplicationDedicatedFileName => new(0x4F);

    /// <summary>50: Application Label.</summary>
    public static BerTag ApplicationLabel => new(0x50);

    /// <summary>57: Track 2 Equivalent Data.</summary>
    public static BerTag Track2Equivalent => new(0x57);

    /// <summary>5A: Application Primary Account Number.</summary>
    public static BerTag Pan => new(0x5A);

    /// <summary>5F20: Cardholder Name.</summary>
    public static BerTag CardholderName => new(0x5F20);

    /// <summary>5F24: Application Expiration Date.</summary>
    public static BerTag ExpirationDate => new(0x5F24);

    /// <summary>5F25: Application Effective Date.</summary>
    public static BerTag EffectiveDate => new(0x5F25);

    /// <summary>5F28: Issuer Country Code.</summary>
    public static BerTag IssuerCountryCode => new(0x5F28);

    /// <summary>5F2A: Transaction Currency Code.</summary>
    public static BerTag TransactionCurrencyCode => new(0x5F2A);

    /// <summary>5F34: Application Primary Account Number Sequence Number.</summary>
    public static BerTag PanSequenceNumber => new(0x5F34);

    /// <summary>5F36: Transaction Currency Exponent.</summary>
    public static BerTag TransactionCurrencyExponent => new(0x5F36);

    /// <summary>61: Application Template.</summary>
    public static BerTag ApplicationTemplate => new(0x61);

    /// <summary>6F: File Control Information Template.</summary>
    public static BerTag FileControlTemplate => new(0x6F);

    /// <summary>70: Record Template.</summary>
    public static BerTag RecordTemplate => new(0x70);

    /// <summary>71: Issuer Script Template 1, run before the second cryptogram.</summary>
    public static BerTag IssuerScript1 => new(0x71);

    /// <summary>72: Issuer Script Template 2, run after the second cryptogram.</summary>
    public static BerTag IssuerScript2 => new(0x72);

    /// <summary>77: Response Message Template Format 2.</summary>
    public static BerTag ResponseFormat2 => new(0x77);

    /// <summary>80: Response Message Template Format 1.</summary>
    public static BerTag ResponseFormat1 => new(0x80);

    /// <summary>82: Application Interchange Profile.</summary>
    public static BerTag ApplicationInterchangeProfile => new(0x82);

    /// <summary>83: Command Template.</summary>
    public static BerTag CommandTemplate => new(0x83);

    /// <summary>84: Dedicated File Name.</summary>
    public static BerTag DedicatedFileName => new(0x84);

    /// <summary>86: Issuer Script Command.</summary>
    public static BerTag IssuerScriptCommand => new(0x86);

    /// <summary>87: Application Priority Indicator.</summary>
    public static BerTag PriorityIndicator => new(0x87);

    /// <summary>88: Short File Identifier of a directory.</summary>
    public static BerTag ShortFileIdentifier => new(0x88);

    /// <summary>8A: Authorisation Response Code.</summary>
    public static BerTag AuthorisationResponseCode => new(0x8A);

    /// <summary>8C: Card Risk Management Data Object List 1.</summary>
    public static BerTag Cdol1 => new(0x8C);

    /// <summary>8D: Card Risk Management Data Object List 2.</summary>
    public static BerTag Cdol2 => new(0x8D);

    /// <summary>8E: Cardholder Verification Method List.</summary>
    public static BerTag CvmList => new(0x8E);

    /// <summary>8F: Certification Authority Public Key Index.</summary>
    public static BerTag SchemeKeyIndex => new(0x8F);

    /// <summary>90: Issuer Public Key Certificate.</summary>
    public static BerTag IssuerCertificate => new(0x90);

    /// <summary>91: Issuer Authentication Data.</summary>
    public static BerTag IssuerAuthentication => new(0x91);

    /// <summary>92: Issuer Public Key Remainder.</summary>
    public static BerTag IssuerKeyRemainder => new(0x92);

    /// <summary>93: Signed Static Application Data.</summary>
    public static BerTag SignedStaticApplication => new(0x93);

    /// <summary>94: Application File Locator.</summary>
    public static BerTag ApplicationFileLocator => new(0x94);

    /// <summary>95: Terminal Verification Results.</summary>
    public static BerTag TerminalVerificationResults => new(0x95);

    /// <summary>9A: Transaction Date.</summary>
    public static BerTag TransactionDate => new(0x9A);

    /// <summary>9B: Transaction Status Information.</summary>
    public static BerTag TransactionStatusInformation => new(0x9B);

    /// <summary>9C: Transaction Type.</summary>
    public static BerTag TransactionType => new(0x9C);

    /// <summary>9F02: Amount, Authorised (Numeric).</summary>
    public static BerTag AmountAuthorised => new(0x9F02);

    /// <summary>9F03: Amount, Other (Numeric).</summary>
    public static BerTag AmountOther => new(0x9F03);

    /// <summary>9F06: Application Identifier (terminal).</summary>
    public static BerTag ApplicationIdentifier => new(0x9F06);

    /// <summary>9F07: Application Usage Control.</summary>
    public static BerTag ApplicationUsageControl => new(0x9F07);

    /// <summary>9F08: Application Version Number (card).</summary>
    public static BerTag CardApplicationVersion => new(0x9F08);

    /// <summary>9F09: Application Version Number (terminal).</summary>
    public static BerTag TerminalApplicationVersion => new(0x9F09);

    /// <summary>9F0D: Issuer Action Code - Default.</summary>
    public static BerTag IssuerActionCodeDefault => new(0x9F0D);

    /// <summary>9F0E: Issuer Action Code - Denial.</summary>
    public static BerTag IssuerActionCodeDenial => new(0x9F0E);

    /// <summary>9F0F: Issuer Action Code - Online.</summary>
    public static BerTag IssuerActionCodeOnline => new(0x9F0F);

    /// <summary>9F10: Issuer Application Data.</summary>
    public static BerTag IssuerApplication => new(0x9F10);

    /// <summary>9F13: Last Online ATC Register.</summary>
    public static BerTag LastOnlineCounter => new(0x9F13);

    /// <summary>9F14: Lower Consecutive Offline Limit.</summary>
    public static BerTag LowerOfflineLimit => new(0x9F14);

    /// <summary>9F15: Merchant Category Code.</summary>
    public static BerTag MerchantCategoryCode => new(0x9F15);

    /// <summary>9F16: Merchant Identifier.</summary>
    public static BerTag MerchantIdentifier => new(0x9F16);

    /// <summary>9F17: PIN Try Counter.</summary>
    public static BerTag PinTryCounter => new(0x9F17);

    /// <summary>9F18: Issuer Script Identifier.</summary>
    public static BerTag IssuerScriptIdentifier => new(0x9F18);

    /// <summary>9F1A: Terminal Country Code.</summary>
    public static BerTag TerminalCountryCode => new(0x9F1A);

    /// <summary>9F1C: Terminal Identification.</summary>
    public static BerTag TerminalIdentification => new(0x9F1C);

    /// <summary>9F1E: Interface Device Serial Number.</summary>
    public static BerTag InterfaceDeviceSerialNumber => new(0x9F1E);

    /// <summary>9F21: Transaction Time.</summary>
    public static BerTag TransactionTime => new(0x9F21);

    /// <summary>9F23: Upper Consecutive Offline Limit.</summary>
    public static BerTag UpperOfflineLimit => new(0x9F23);

    /// <summary>9F26: Application Cryptogram.</summary>
    public static BerTag ApplicationCryptogram => new(0x9F26);

    /// <summary>9F27: Cryptogram Information Data.</summary>
    public static BerTag CryptogramInformation => new(0x9F27);

    /// <summary>9F2A: Kernel Identifier.</summary>
    public static BerTag KernelIdentifier => new(0x9F2A);

    /// <summary>9F32: Issuer Public Key Exponent.</summary>
    public static BerTag IssuerKeyExponent => new(0x9F32);

    /// <summary>9F33: Terminal Capabilities.</summary>
    public static BerTag TerminalCapabilities => new(0x9F33);

    /// <summary>9F34: Cardholder Verification Method Results.</summary>
    public static BerTag CvmResults => new(0x9F34);

    /// <summary>9F35: Terminal Type.</summary>
    public static BerTag TerminalType => new(0x9F35);

    /// <summary>9F36: Application Transaction Counter.</summary>
    public static BerTag ApplicationTransactionCounter => new(0x9F36);

    /// <summary>9F37: Unpredictable Number.</summary>
    public static BerTag UnpredictableNumber => new(0x9F37);

    /// <summary>9F38: Processing Options Data Object List.</summary>
    public static BerTag Pdol => new(0x9F38);

    /// <summary>9F40: Additional Terminal Capabilities.</summary>
    public static BerTag AdditionalTerminalCapabilities => new(0x9F40);

    /// <summary>9F41: Transaction Sequence Counter.</summary>
    public static BerTag TransactionSequenceCounter => new(0x9F41);

    /// <summary>9F42: Application Currency Code.</summary>
    public static BerTag ApplicationCurrencyCode => new(0x9F42);

    /// <summary>9F45: Data Authentication Code.</summary>
    public static BerTag DataAuthenticationCode => new(0x9F45);

    /// <summary>9F46: Card Public Key Certificate.</summary>
    public static BerTag CardCertificate => new(0x9F46);

    /// <summary>9F47: Card Public Key Exponent.</summary>
    public static BerTag CardKeyExponent => new(0x9F47);

    /// <summary>9F48: Card Public Key Remainder.</summary>
    public static BerTag CardKeyRemainder => new(0x9F48);

    /// <summary>9F49: Dynamic Data Authentication Data Object List.</summary>
    public static BerTag Ddol => new(0x9F49);

    /// <summary>9F4A: Static Data Authentication Tag List.</summary>
    public static BerTag StaticDataTagList => new(0x9F4A);

    /// <summary>9F4B: Signed Dynamic Application Data.</summary>
    public static BerTag SignedDynamicApplication => new(0x9F4B);

    /// <summary>9F4C: Integrated Circuit Card Dynamic Number.</summary>
    public static BerTag CardDynamicNumber => new(0x9F4C);

    /// <summary>9F4E: Merchant Name and Location.</summary>
    public static BerTag MerchantNameAndLocation => new(0x9F4E);

    /// <summary>9F4F: Log Format.</summary>
    public static BerTag LogFormat => new(0x9F4F);

    /// <summary>9F53: Transaction Category Code.</summary>
    public static BerTag TransactionCategoryCode => new(0x9F53);

    /// <summary>9F61: CVC3 of track 2.</summary>
    public static BerTag Cvc3Track2 => new(0x9F61);

    /// <summary>9F65: Places of CVC3 in track 2.</summary>
    public static BerTag Cvc3PlacesTrack2 => new(0x9F65);

    /// <summary>9F66: Terminal Transaction Qualifiers.</summary>
    public static BerTag TerminalTransactionQualifiers => new(0x9F66);

    /// <summary>9F66: Places of unpredictable number and counter in track 2 (same tag as the qualifiers).</summary>
    public static BerTag NumberPlacesTrack2 => new(0x9F66);

    /// <summary>9F67: Digits of the counter in track 2.</summary>
    public static BerTag CounterDigitsTrack2 => new(0x9F67);

    /// <summary>9F69: Card Authentication Related Data.</summary>
    public static BerTag CardAuthenticationRelated => new(0x9F69);

    /// <summary>9F6B: Track 2 Data of the mag-stripe mode.</summary>
    public static BerTag Track2Data => new(0x9F6B);

    /// <summary>9F6C: Card Transaction Qualifiers.</summary>
    public static BerTag CardTransactionQualifiers => new(0x9F6C);

    /// <summary>9F6E: Form Factor Indicator or Third Party Data.</summary>
    public static BerTag FormFactorIndicator => new(0x9F6E);

    /// <summary>9F7C: Customer Exclusive or Merchant Custom Data.</summary>
    public static BerTag CustomerExclusive => new(0x9F7C);

    /// <summary>A5: File Control Information Proprietary Template.</summary>
    public static BerTag FileControlProprietaryTemplate => new(0xA5);

    /// <summary>BF0C: File Control Information Issuer Discretionary Data.</summary>
    public static BerTag FileControlIssuerDiscretionary => new(0xBF0C);

    /// <summary>DF4B: Point-of-Service Cardholder Interaction.</summary>
    public static BerTag PosCardholderInteraction => new(0xDF4B);
}
