// EMV contactless book C-2 (kernel 2), mag-stripe mode: track 2 as a reader filled it, as generally known.
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tessera.Primitives;

namespace Tessera.Emv.CardCodes;

/// <summary>
/// Track 2 (element 35) of a card of ours after a reader filled its thirteen discretionary digits: two zeros, four
/// digits of the reader's number, three of the card's counter, three of the code, and how many digits the number has.
/// It covers neither amount nor merchant. It prints without card data.
/// </summary>
public sealed record FilledTrack
{
    private const int DiscretionaryDigits = 13;
    private const int CodeDigits = 3;
    private const int CounterCycle = 1_000;

    private FilledTrack(Pan number, string expiryYymm, string serviceCode, string discretionary)
    {
        Number = number;
        ExpiryYymm = expiryYymm;
        ServiceCode = serviceCode;
        ReaderNumber = discretionary.Substring(2, 4);
        CounterDigits = int.Parse(discretionary.AsSpan(6, 3), NumberStyles.None, CultureInfo.InvariantCulture);
        Discretionary = discretionary;
    }

    /// <summary>Card number.</summary>
    public Pan Number { get; }

    /// <summary>Expiry as YYMM.</summary>
    public string ExpiryYymm { get; }

    /// <summary>Three digits.</summary>
    public string ServiceCode { get; }

    /// <summary>The reader's unpredictable number: four decimal digits.</summary>
    public string ReaderNumber { get; }

    /// <summary>The last three decimal digits of the card's transaction counter.</summary>
    public int CounterDigits { get; }

    /// <summary>Element 35 again, with D as separator: for the issuer only.</summary>
    public string Reveal() => $"{Number.Reveal()}D{ExpiryYymm}{ServiceCode}{Discretionary}";

    private string Code => Discretionary.Substring(9, CodeDigits);

    private string Discretionary { get; }

    /// <summary>Reads element 35: separator D or =. Errors name no digit of the track.</summary>
    public static bool TryRead(string track2, out FilledTrack? track, out ParseError error)
    {
        track = null;
        error = new ParseError(ParseErrorCode.BadValue, 0);
        var separator = track2.AsSpan().IndexOfAny('D', '=');
        if (separator < 0 || !Pan.TryRead(track2.AsSpan(0, separator), out var number, out _))
        {
            return false;
        }

        var rest = track2[(separator + 1)..];
        if (rest.Length != 7 + DiscretionaryDigits || rest.AsSpan().ContainsAnyExceptInRange('0', '9')
            || rest[7] != '0' || rest[8] != '0' || rest[^1] != '4')
        {
            return false;
        }

        error = default;
        track = new FilledTrack(number, rest[..4], rest[4..7], rest[7..]);
        return true;
    }

    /// <summary>What the code's constant is computed over: track 2 with all thirteen places zero, F-padded.</summary>
    public static byte[] Template(Pan number, string expiryYymm, string serviceCode)
    {
        var text = number.Reveal() + "D" + expiryYymm + serviceCode + new string('0', DiscretionaryDigits);
        return Convert.FromHexString(text.Length % 2 == 0 ? text : text + "F");
    }

    /// <summary>The first counter value above one that ends in the track's digits; null when none is left.</summary>
    /// <param name="highest">The highest value used so far, 0 when there is none.</param>
    public ushort? CounterAbove(ushort highest)
    {
        var step = (CounterDigits - (highest % CounterCycle) + CounterCycle) % CounterCycle;
        var counter = highest + (step == 0 ? CounterCycle : step);
        return counter <= ushort.MaxValue ? (ushort)counter : null;
    }

    /// <summary>Whether the card with this key (triple DES, 16 bytes) made the code at this counter.</summary>
    public bool IsRight(ReadOnlySpan<byte> cardKey, ushort counter)
    {
        var constant = DynamicCardCode.TrackConstant(cardKey, Template(Number, ExpiryYymm, ServiceCode));
        var number = Convert.FromHexString("0000" + ReaderNumber);
        var made = DynamicCardCode.MakeCvc3(cardKey, constant, number, counter);
        return CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(made[^CodeDigits..]), Encoding.ASCII.GetBytes(Code));
    }

    /// <summary>Masked number only.</summary>
    public override string ToString() => $"track of {Number}";
}
