using BenchmarkDotNet.Attributes;
using Tessera.Bench.Memory;
using Tessera.Core.Tokens;
using Tessera.Emv.Cryptograms;
using Tessera.Iso8583;
using Tessera.Primitives;

namespace Tessera.Bench.Micro;

/// <summary>An 0100 with DE55 read, its token found among a million, an 0110 written; no cryptogram in it.</summary>
public class MessageBenchmarks
{
    private const int Tokens = 1_000_000;
    private const int MaxBytes = 512;

    // What an answer repeats of its request; the approval code and the response code come between.
    private static readonly byte[] RepeatedBefore = [2, 3, 4, 7, 11, 12, 13, 32, 33, 37];
    private static readonly byte[] RepeatedAfter = [41, 42, 49];

    private readonly TokenTable tokens = new ActivatedBank(1).Tokens();
    private readonly byte[] answer = new byte[MaxBytes];
    private readonly byte[] scratch = new byte[MaxBytes];
    private byte[] ascii = [];
    private byte[] packed = [];

    [GlobalSetup]
    public void Make()
    {
        for (var i = 0; i < Tokens; i++)
        {
            tokens.Apply(ActivatedBank.FurtherToken(i + 1, BenchCard.Number + (ulong)i));
        }

        using var card = new BenchCard();
        var chip = card.Request(CryptogramProfile.TesseraAesShort).Field55;
        ascii = Write(Dialect.Ascii1987Hex, chip.Span);
        packed = Write(Dialect.Bcd1987Binary, chip.Span);
        Invariant.Check(Ascii() > 0 && Packed() > 0, "both messages are answered");
    }

    [Benchmark(Description = "0100 with DE55 to 0110, ASCII with hex bitmaps")]
    public int Ascii() => Answer(ascii, Dialect.Ascii1987Hex);

    [Benchmark(Description = "0100 with DE55 to 0110, BCD")]
    public int Packed() => Answer(packed, Dialect.Bcd1987Binary);

    private int Answer(byte[] request, Dialect dialect)
    {
        if (!IsoMessage.TryRead(request, dialect, out var message, out _)
            || !message.TryReadPan(out var number, out _)
            || !message.TryReadMoney(out _, out _)
            || !message.TryReadNumber(7, out _, out _)
            || !message.TryReadNumber(11, out _, out _)
            || !message.TryReadTlv(55, scratch, out var objects, out _)
            || !CryptogramElements.TryRead(objects, out var elements, out _)
            || elements.Cryptogram.Length != 8)
        {
            return 0;
        }

        var isKnown = tokens.TryFind(number, out _);
        var writer = new IsoWriter(answer, dialect, message.Type.Response);
        Copy(ref writer, message, RepeatedBefore);
        writer.WriteText(38, "123456");
        writer.WriteText(39, isKnown ? "00" : "14");
        Copy(ref writer, message, RepeatedAfter);
        return writer.TryFinish(out var count, out _) ? count : 0;
    }

    private static void Copy(scoped ref IsoWriter writer, in IsoMessage message, byte[] fields)
    {
        foreach (var field in fields)
        {
            writer.Copy(message, field);
        }
    }

    private static byte[] Write(Dialect dialect, ReadOnlySpan<byte> chip)
    {
        Span<byte> target = stackalloc byte[2 * MaxBytes];
        var writer = new IsoWriter(target, dialect, new MessageType(0x0100));
        writer.WriteText(2, $"{BenchCard.Number}");
        writer.WriteText(3, "000000");
        writer.WriteNumber(4, 1234);
        writer.WriteText(7, "1125101500");
        writer.WriteNumber(11, 123456);
        writer.WriteText(12, "101500");
        writer.WriteText(13, "1125");
        writer.WriteText(14, "3912");
        writer.WriteNumber(18, 5814);
        writer.WriteText(22, "071");
        writer.WriteNumber(23, 1);
        writer.WriteText(25, "00");
        writer.WriteText(32, "99900000003");
        writer.WriteText(37, "000000123456");
        writer.WriteText(41, "COFFEE01");
        writer.WriteText(42, "COFFEE");
        writer.WriteText(49, "840");
        writer.WriteBytes(55, chip);
        Invariant.Check(writer.TryFinish(out var count, out _), "the request can be written");
        return target[..count].ToArray();
    }
}
