// ISO/IEC 7816-4: the exchange of one command and one response, whatever carries it.
namespace Tessera.Emv.Kernel;

/// <summary>
/// Sends one command APDU to the card or device in the field and returns its response APDU, status bytes included.
/// An empty answer means that the card has left the field. It must not throw for anything the card does.
/// </summary>
/// <param name="command">The command bytes.</param>
public delegate ReadOnlyMemory<byte> CardChannel(ReadOnlyMemory<byte> command);
