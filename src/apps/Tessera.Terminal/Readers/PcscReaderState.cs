using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tessera.Terminal.Readers;

/// <summary>SCARD_READERSTATE: what the caller knows of a reader, and what is so.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PcscReaderState
{
    public nint Name;
    public nint User;
    public nuint Known;
    public nuint Actual;
    public nuint AnswerToResetLength;
    public AnswerToResetBytes AnswerToReset;

    [InlineArray(33)]
    public struct AnswerToResetBytes
    {
        private byte _first;
    }
}
