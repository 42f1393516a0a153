using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using Tessera.Core.Directory;
using Tessera.Iso8583;
using Tessera.Server.Http;

namespace Tessera.Server.Switch;

/// <summary>
/// What names a message for ever: its repeat key as the command's id, and the trace by which a reversal finds its
/// original.
/// </summary>
internal static class SwitchKeys
{
    private static readonly byte[] AuthorisationBody = [2, 3, 4, 22, 23, 37, 38, 41, 42, 48, 49, 55];
    private static readonly byte[] ReversalBody = [2, 3, 4, 41, 49, 90];
    private static readonly byte[] ReportBody = [41, 48];
    private static readonly byte[] PresentmentBody = [2, 3, 4, 13, 15, 28, 37, 41, 42, 48, 49, 90];

    /// <summary>Acquirer, terminal, trace number and time of transmission.</summary>
    public static UInt128 Trace(string acquirer, string terminal, ulong stan, ulong transmissionTime) =>
        Hash($"iso8583 trace|{acquirer}|{terminal}|{stan}|{transmissionTime}", []);

    /// <summary>Whose trace numbers those of a message are: a network passes on those of its acquirers.</summary>
    public static string AcquirerOf(in IsoMessage message, Participant sender) =>
        sender.Roles.HasFlag(ParticipantRoles.Network) && message[32].IsPresent
            ? $"{sender.Code}/{message[32].ToText()}" : sender.Code;

    /// <summary>The id of a place that only messages tell of: the same codes are always the same place.</summary>
    public static UInt128 Place(string acquirer, string merchant, string terminal = "") =>
        Hash($"iso8583 place|{acquirer}|{merchant}|{terminal}", []);

    /// <summary>The trace with amount, counter and cryptogram: the same tap sent again, and nothing else.</summary>
    public static CommandKey Authorisation(
        in IsoMessage message, UInt128 trace, ulong amount, ReadOnlySpan<byte> tap, IdempotencyKeys keys)
    {
        string kind = message.Type.Function == 2 ? "advice" : "authorisation";
        return new CommandKey(
            Hash($"iso8583 {kind}|{trace}|{amount}|", tap), Body(message, AuthorisationBody, keys));
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
        ArrayBufferWriter<byte> body = new(message.Source.Length + (4 * fields.Length));
        foreach (byte field in fields)
        {
            FieldView view = message[field];
            Span<byte> head = body.GetSpan(4);
            head[0] = field;
            head[1] = view.IsPresent ? (byte)1 : (byte)0;
            BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)view.Raw.Length);
            body.Advance(4);
            body.Write(view.Raw);
        }

        return keys.BodyHash(body.WrittenSpan);
    }

    private static UInt128 Hash(string text, ReadOnlySpan<byte> rest)
    {
        Span<byte> input = stackalloc byte[256];
        int length = System.Text.Encoding.ASCII.GetBytes(text, input);
        rest.CopyTo(input[length..]);
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(input[..(length + rest.Length)], digest);
        return BinaryPrimitives.ReadUInt128BigEndian(digest);
    }
}
