// PC/SC 2.01.14 part 5 as pcsc-lite 1.9 has it: winscard.h, pcsclite.h. A DWORD is as wide as a pointer on Linux.
using System.Runtime.InteropServices;

namespace Tessera.Terminal.Readers;

/// <summary>The calls into libpcsclite, and their constants.</summary>
internal static class PcscLibrary
{
    public const nuint ScopeSystem = 2;
    public const nuint ShareShared = 2;
    public const nuint ProtocolT0 = 1;
    public const nuint ProtocolT1 = 2;
    public const nuint LeaveCard = 0;
    public const nuint ResetCard = 1;
    public const nuint StateUnaware = 0x0000;
    public const nuint StateChanged = 0x0002;
    public const nuint StatePresent = 0x0020;

    private const string Library = "libpcsclite.so.1";

    [DllImport(Library, EntryPoint = "SCardEstablishContext")]
    public static extern nint Establish(nuint scope, nint reserved1, nint reserved2, out nint context);

    [DllImport(Library, EntryPoint = "SCardReleaseContext")]
    public static extern nint Release(nint context);

    [DllImport(Library, EntryPoint = "SCardListReaders")]
    public static extern nint ListReaders(nint context, nint groups, byte[]? names, ref nuint length);

    [DllImport(Library, EntryPoint = "SCardGetStatusChange")]
    public static extern nint GetStatusChange(
        nint context, nuint milliseconds, [In, Out] PcscReaderState[] states, nuint count);

    [DllImport(Library, EntryPoint = "SCardConnect")]
    public static extern nint Connect(
        nint context, byte[] reader, nuint share, nuint protocols, out nint card, out nuint protocol);

    [DllImport(Library, EntryPoint = "SCardDisconnect")]
    public static extern nint Disconnect(nint card, nuint disposition);

    [DllImport(Library, EntryPoint = "SCardBeginTransaction")]
    public static extern nint BeginTransaction(nint card);

    [DllImport(Library, EntryPoint = "SCardEndTransaction")]
    public static extern nint EndTransaction(nint card, nuint disposition);

    [DllImport(Library, EntryPoint = "SCardTransmit")]
    public static extern nint Transmit(
        nint card, in PcscProtocolHeader header, byte[] command, nuint commandLength, nint received, byte[] answer,
        ref nuint answerLength);
}
