using System.Runtime.InteropServices;

namespace Tessera.Terminal.Readers;

/// <summary>SCARD_IO_REQUEST: the protocol in use and the length of this structure.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct PcscProtocolHeader(nuint protocol)
{
    public readonly nuint Protocol = protocol;

    public readonly nuint Length = (nuint)(2 * nuint.Size);
}
