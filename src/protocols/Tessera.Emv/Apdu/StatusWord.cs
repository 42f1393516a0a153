// ISO/IEC 7816-4, 5.1.3 and EMV 4.4 Book 1, 11; Book 3, 6: status bytes SW1 SW2.
using System.Globalization;

namespace Tessera.Emv.Apdu;

/// <summary>The two status bytes of a response APDU (ISO/IEC 7816-4).</summary>
/// <param name="Value">SW1 in the high byte, SW2 in the low byte.</param>
public readonly record struct StatusWord(ushort Value)
{
    /// <summary>9000: done.</summary>
    public static StatusWord Success => new(0x9000);

    /// <summary>6283: selected, but the application is blocked (EMV Book 1, 12).</summary>
    public static StatusWord SelectedFileInvalidated => new(0x6283);

    /// <summary>6700: wrong length.</summary>
    public static StatusWord WrongLength => new(0x6700);

    /// <summary>6984: the card wants another interface (book C-3, GET PROCESSING OPTIONS).</summary>
    public static StatusWord TryAnotherInterface => new(0x6984);

    /// <summary>6985: conditions of use not satisfied.</summary>
    public static StatusWord ConditionsNotSatisfied => new(0x6985);

    /// <summary>6986: not allowed now; over contactless, the holder must verify on the device and tap again.</summary>
    public static StatusWord CommandNotAllowed => new(0x6986);

    /// <summary>6300: the issuer's authentication data are wrong (EMV Book 3, 6.5.4).</summary>
    public static StatusWord AuthenticationFailed => new(0x6300);

    /// <summary>6987: the MAC of a protected command is missing.</summary>
    public static StatusWord MessagingDataMissing => new(0x6987);

    /// <summary>6988: the MAC of a protected command is wrong.</summary>
    public static StatusWord MessagingDataWrong => new(0x6988);

    /// <summary>6A80: the data field is not what the command wants.</summary>
    public static StatusWord WrongData => new(0x6A80);

    /// <summary>6A81: function not supported; for SELECT, the card is blocked (EMV Book 1, 12).</summary>
    public static StatusWord FunctionNotSupported => new(0x6A81);

    /// <summary>6A82: file or application not found.</summary>
    public static StatusWord FileNotFound => new(0x6A82);

    /// <summary>6A83: record not found.</summary>
    public static StatusWord RecordNotFound => new(0x6A83);

    /// <summary>6A86: wrong P1 or P2.</summary>
    public static StatusWord WrongParameters => new(0x6A86);

    /// <summary>6A88: the data object asked for is not there.</summary>
    public static StatusWord DataNotFound => new(0x6A88);

    /// <summary>6D00: instruction not supported.</summary>
    public static StatusWord InstructionNotSupported => new(0x6D00);

    /// <summary>6E00: class not supported.</summary>
    public static StatusWord ClassNotSupported => new(0x6E00);

    /// <summary>6F00: no precise diagnosis; the card failed inside.</summary>
    public static StatusWord InternalFailure => new(0x6F00);

    /// <summary>True for 9000.</summary>
    public bool IsSuccess => Value == 0x9000;

    /// <summary>Four hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("X4", CultureInfo.InvariantCulture);
}
