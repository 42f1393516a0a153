namespace Tessera.Terminal.Readers;

/// <summary>Return codes of the PC/SC daemon (pcsclite.h) as sentences that a person can act on.</summary>
internal static class PcscFault
{
    public const uint Success = 0;
    public const uint TimedOut = 0x8010000A;
    public const uint NoReaders = 0x8010002E;
    public const uint ReaderUnknown = 0x80100009;
    public const uint CardReset = 0x80100068;
    public const uint CardRemoved = 0x80100069;

    private const string NoService =
        "The PC/SC daemon does not answer. Start it: pcscd --foreground (or systemctl start pcscd.socket).";

    /// <summary>Drops what a 64-bit return value has above the code.</summary>
    public static uint Code(nint result) => unchecked((uint)result);

    public static void Check(nint result)
    {
        if (Code(result) != Success)
        {
            throw new TerminalException(Text(Code(result)));
        }
    }

    public static string Text(uint code) => code switch
    {
        0x8010001D or 0x8010001E => NoService,
        0x8010006A => "This user may not use the PC/SC daemon. Add the user to its group, or allow it by polkit.",
        NoReaders or ReaderUnknown or 0x80100017 => "No such card reader. Plug one in; --list shows those there are.",
        0x8010000C or CardRemoved => "The card was removed. Hold it to the reader until the end.",
        0x80100066 or 0x80100067 => "The card does not answer the reader. Turn it over, or try another card.",
        CardReset => "Another program reset the card in the middle. Try again.",
        0x8010000B => "Another program uses the card. Close it and try again.",
        0x8010000F => "The reader and the card have no protocol in common.",
        0x80100016 or 0x8010002F => "The card's answer got lost on the way. Hold the card still and try again.",
        0x80100001 or 0x80100013 or 0x80100014 => "The PC/SC daemon failed inside. Restart it and try again.",
        TimedOut => "Nothing happened in time.",
        _ => $"The PC/SC daemon answered {code:X8}.",
    };
}
