using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Tessera.Core.Directory;
using Tessera.Iso8583;
using Tessera.Primitives;
using Tessera.Server.Http;

namespace Tessera.Server.Switch;

/// <summary>
/// What names a message for ever: its repeat key as the command's id, and the trace by which a reversal finds its
/// original.
/// </summary>
internal static class SwitchKeys
{
    private const int MaxInputBytes = 256;
    private const int MaxStackBytes = 1024;
    private const int MaxTillCharacters = 64;

    private static readonly byte[] AuthorisationBody = [2, 3, 4, 22, 23, 37, 38, 41, 42, 48, 49, 55];
    private static readonly byte[] ReversalBody = [2, 3, 4, 41, 49, 90];
    private static readonly byte[] ReportBody = [41, 48];
    private static readonly byte[] PresentmentBody = [2, 3, 4, 13, 15, 28, 37, 41, 42, 48, 49, 90];

    /// <summary>Acquirer, terminal, trace number and time of transmission.</summary>
    public static UInt128 Trace(string acquirer, FieldView terminal, ulong stan, ulong transmissionTime)
    {
        Span<char> till = stackalloc char[MaxTillCharacters];
        int length = terminal.CopyText(till);
        return Trace(acquirer, till[..Math.Max(0, length)], stan, transmissionTime);
    }

    public static UInt128 Trace(string acquirer, ReadOnlySpan<char> terminal, ulong stan, ulong transmissionTime)
    {
        Span<char> text = stackalloc char[MaxInputBytes];
        bool isWritten = text.TryWrite(
            CultureInfo.InvariantCulture, $"iso8583 trace|{acquirer}|{terminal}|{stan}|{transmissionTime}",
            out int length);
        Invariant.Check(isWritten, "a message has a name");
        return Hash(text[..length], []);
    }

    /// <summary>Whose trace numbers those of a message are: a network passes on those of its acquirers.</summary>
    public static string AcquirerOf(in IsoMessage message, Participant sender) =>
        sender.Roles.HasFlag(ParticipantRoles.Network) && message[32].IsPresent
            ? $"{sender.Code}/{message[32].ToText()}" : sender.Code;

    /// <summary>The id of a place that only messages tell of: the same codes are always the same place.</summary>
    public static UInt128 Place(string acquirer, string merchant, string terminal = "") =>
        Hash($"iso8583 place|{acquirer}|{merchant}|{terminal}", []);

    /// <summary>The trace with amount, counter and cryptogram: the same tap sent again, and nothing else. Its payment
    /// is named by the other half of the hash.</summary>
    public static (CommandKey Key, PaymentId Payment) Authorisation(
        in IsoMessage message, UInt128 trace, ulong amount, ReadOnlySpan<byte> tap, IdempotencyKeys keys)
    {
        string kind = message.Type.Function == 2 ? "advice" : "authorisation";
        Span<char> text = stackalloc char[MaxInputBytes];
        bool isWritten = text.TryWrite(
            CultureInfo.InvariantCulture, $"iso8583 {kind}|{trace}|{amount}|", out int length);
        Invariant.Check(isWritten, "a message has a name");
        UInt128 id = Hash(text[..length], tap, out UInt128 payment);
        return (new CommandKey(id, Body(message, AuthorisationBody, keys)), new PaymentId(payment));
    }

    /// <summary>A reversal's own trace: a repeat has the same, and each names one original.</summary>
    public static CommandKey Reversal(in IsoMessage message, UInt128 ownTrace, IdempotencyKeys keys) =>
        new(Hash($"iso8583 reversal|{ownTrace}", []), Body(message, ReversalBody, keys));

    /// <summary>A presentment's own trace, which also names it in the books.</summary>
    public static CommandKey Presentment(in IsoMessage message, UInt128 ownTrace, IdempotencyKeys keys) =>
        new(Hash($"iso8583 presentment|{ownTrace}", []), Body(message, PresentmentBody, keys));

    /// <summary>The trace of a report: sent again it counts once.</summary>
    public static CommandKey Report(in IsoMessage message, UInt128 trace, IdempotencyKeys keys) =>
        new(Hash($"iso8583 report|{trace}", []), Body(message, ReportBody, keys));

    private static UInt128 Body(in IsoMessage message, ReadOnlySpan<byte> fields, IdempotencyKeys keys)
    {
        int most = message.Source.Length + (4 * fields.Length);
        Span<byte> body = most <= MaxStackBytes ? stackalloc byte[MaxStackBytes] : new byte[most];
        int length = 0;
        foreach (byte field in fields)
        {
            FieldView view = message[field];
            body[length] = field;
            body[length + 1] = view.IsPresent ? (byte)1 : (byte)0;
            BinaryPrimitives.WriteUInt16BigEndian(body[(length + 2)..], (ushort)view.Raw.Length);
            view.Raw.CopyTo(body[(length + 4)..]);
            length += 4 + view.Raw.Length;
        }

        return keys.BodyHash(body[..length]);
    }

    private static UInt128 Hash(ReadOnlySpan<char> text, ReadOnlySpan<byte> rest) => Hash(text, rest, out _);

    private static UInt128 Hash(ReadOnlySpan<char> text, ReadOnlySpan<byte> rest, out UInt128 otherHalf)
    {
        Span<byte> input = stackalloc byte[MaxInputBytes];
        int length = System.Text.Encoding.ASCII.GetBytes(text, input);
        rest.CopyTo(input[length..]);
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(input[..(length + rest.Length)], digest);
        otherHalf = BinaryPrimitives.ReadUInt128BigEndian(digest[16..]);
        return BinaryPrimitives.ReadUInt128BigEndian(digest);
    }
}
