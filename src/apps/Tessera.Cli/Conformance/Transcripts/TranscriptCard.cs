using Tessera.Emv.Apdu;
using Tessera.Primitives;

namespace Tessera.Cli.Conformance.Transcripts;

/// <summary>
/// A card that answers as a transcript says, in its order. A directory that the transcript leaves out is made up, so
/// that the kernel finds the application, and records that it leaves out are empty; what is else out of order is noted,
/// and the card leaves.
/// </summary>
internal sealed class TranscriptCard(Transcript transcript, int kernel)
{
    private static readonly byte[] NotFound = [0x6A, 0x82];
    private static readonly byte[] EmptyRecord = [0x70, 0x00, 0x90, 0x00];

    private int _next;

    /// <summary>What differed first; null while nothing did.</summary>
    public string? Failure { get; private set; }

    /// <summary>How many records the kernel read that the recorded terminal did not.</summary>
    public int Unrecorded { get; private set; }

    /// <summary>True when the kernel has come to the end of the transcript.</summary>
    public bool IsAtEnd => _next == transcript.Steps.Count;

    public ReadOnlyMemory<byte> Respond(ReadOnlyMemory<byte> bytes)
    {
        if (!CommandApdu.TryRead(bytes.Span, out var command, out var error))
        {
            Failure ??= $"the kernel's command: {error}";
            return default;
        }

        var isRecorded = _next < transcript.Steps.Count && Transcript.IsDirectory(transcript.Steps[_next].Command);
        if (Transcript.IsDirectory(command) && !isRecorded)
        {
            return command.Data.Span[0] == (byte)'2' ? Directory() : NotFound;
        }

        // Without a directory the kernel selects twice over contacts: to look, and to go on.
        var isAgain = _next > 0 && command.Header.Instruction == 0xA4
            && IsStep(_next - 1, bytes);
        if (command.Header.Instruction == 0xB2
            && !Enumerable.Range(0, transcript.Steps.Count).Any(index => IsStep(index, bytes)))
        {
            Unrecorded++;
            return EmptyRecord;
        }

        return isAgain ? transcript.Steps[_next - 1].Response.ToBytes() : Answer(bytes);
    }

    private bool IsStep(int index, ReadOnlyMemory<byte> bytes) =>
        transcript.Steps[index].Command.ToBytes().AsSpan().SequenceEqual(bytes.Span);

    private byte[] Answer(ReadOnlyMemory<byte> bytes)
    {
        if (_next >= transcript.Steps.Count)
        {
            Failure ??= $"the kernel goes on with {Hex.Write(bytes.Span)} behind the end";
            return [];
        }

        var expected = transcript.Steps[_next++];
        if (!IsStep(_next - 1, bytes))
        {
            var wanted = Hex.Write(expected.Command.ToBytes());
            Failure ??= $"command {_next}: expected {wanted}, got {Hex.Write(bytes.Span)}";
            return [];
        }

        return expected.Response.ToBytes();
    }

    private byte[] Directory()
    {
        var name = transcript.Name.Span;
        byte[] entry = [0x4F, (byte)name.Length, .. name, 0x87, 1, 1, 0x9F, 0x2A, 1, (byte)kernel];
        byte[] entries = [0xBF, 0x0C, (byte)(entry.Length + 2), 0x61, (byte)entry.Length, .. entry];
        byte[] control = [0x84, 14, .. "2PAY.SYS.DDF01"u8, 0xA5, (byte)entries.Length, .. entries];
        return [0x6F, (byte)control.Length, .. control, 0x90, 0x00];
    }
}
