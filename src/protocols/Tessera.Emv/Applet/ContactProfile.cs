// EMV 4.4 Book 3, 10: what a card with contacts tells its terminal.
namespace Tessera.Emv.Applet;

/// <summary>What a card offers over its contacts besides what it offers without.</summary>
public sealed record ContactProfile
{
    /// <summary>
    /// Cardholder verification methods (8E): by default online PIN, else signature, else none, each where the terminal
    /// can do it.
    /// </summary>
    public ReadOnlyMemory<byte> CvmList { get; init; } =
        new byte[] { 0, 0, 0, 0, 0, 0, 0, 0, 0x42, 0x03, 0x5E, 0x03, 0x1F, 0x03 };

    /// <summary>Results that the issuer wants declined (9F0E), 5 bytes.</summary>
    public ReadOnlyMemory<byte> DenialCode { get; init; } = new byte[5];

    /// <summary>Results that the issuer wants to be asked about (9F0F), 5 bytes.</summary>
    public ReadOnlyMemory<byte> OnlineCode { get; init; } = new byte[] { 0xF8, 0x70, 0xFC, 0xF8, 0x00 };

    /// <summary>Results that decline when the issuer cannot be asked (9F0D), 5 bytes.</summary>
    public ReadOnlyMemory<byte> DefaultCode { get; init; } = new byte[] { 0xF8, 0x70, 0xFC, 0xF8, 0x00 };

    /// <summary>True when the card may approve by itself where terminal and results allow it.</summary>
    public bool ApprovesOffline { get; init; }

    /// <summary>PIN tries left (9F17); null when the card has no PIN.</summary>
    public int? PinTries { get; init; }

    /// <summary>How many transactions its log keeps (file 11), 0 to 30; 0 when it has none.</summary>
    public int LogLength { get; init; }
}
