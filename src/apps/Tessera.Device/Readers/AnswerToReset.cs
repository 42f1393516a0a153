// ISO/IEC 7816-3, 8.2 and PC/SC 2.01.14 part 3, 3.1.3.2.3.1: the answer to reset of a chip card and of a contactless
// one.
namespace Tessera.Device.Readers;

/// <summary>Makes the bytes with which the device answers a reset.</summary>
internal static class AnswerToReset
{
    // Compact TLV (ISO/IEC 7816-4, 12.1.1): pre-issuing data "TSR".
    private static ReadOnlySpan<byte> History => [0x80, 0x63, 0x54, 0x53, 0x52];

    public static byte[] Of(CardInterface style) => style == CardInterface.Contact
        ? Build([0xE0, 0x00, 0x00, 0x81, 0x31, 0xFE, 0x45])
        : Build([0x80, 0x80, 0x01]);

    /// <summary>
    /// TS, T0 with the number of historical bytes, the interface bytes, the historical bytes, TCK. Contact: no
    /// programming voltage, no extra guard time, T=1 with 254 bytes of information field and a block waiting time of
    /// 1.6 s. Contactless: T=0 and T=1, as PC/SC makes it up.
    /// </summary>
    private static byte[] Build(ReadOnlySpan<byte> start)
    {
        byte[] answer = [0x3B, (byte)(start[0] | History.Length), .. start[1..], .. History, 0x00];
        for (var i = 1; i < answer.Length - 1; i++)
        {
            answer[^1] ^= answer[i];
        }

        return answer;
    }
}
