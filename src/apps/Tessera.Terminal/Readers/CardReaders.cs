using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Tessera.Terminal.Readers;

/// <summary>
/// The card readers of this computer, by PC/SC: USB readers, NFC readers and virtual ones alike. Needs pcsc-lite
/// (Linux). One thread at a time.
/// </summary>
public sealed class CardReaders : IDisposable
{
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(200);
    private nint _context;

    private CardReaders(nint context) => _context = context;

    /// <summary>Connects to the daemon.</summary>
    /// <exception cref="TerminalException">pcsc-lite is not installed, or its daemon does not answer.</exception>
    public static CardReaders Open()
    {
        try
        {
            PcscFault.Check(PcscLibrary.Establish(PcscLibrary.ScopeSystem, 0, 0, out var context));
            return new CardReaders(context);
        }
        catch (DllNotFoundException)
        {
            throw new TerminalException("pcsc-lite is not installed. On Debian: apt-get install pcscd libpcsclite1.");
        }
    }

    /// <summary>Names of the readers that are plugged in; none is an ordinary answer.</summary>
    /// <exception cref="TerminalException">The daemon does not answer.</exception>
    public IReadOnlyList<string> Names()
    {
        nuint length = 0;
        var result = PcscLibrary.ListReaders(_context, 0, null, ref length);
        if (PcscFault.Code(result) == PcscFault.NoReaders)
        {
            return [];
        }

        PcscFault.Check(result);
        var names = new byte[length];
        PcscFault.Check(PcscLibrary.ListReaders(_context, 0, names, ref length));
        return Encoding.UTF8.GetString(names, 0, (int)length).Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The readers whose name contains a text, in any case; all when it is empty.</summary>
    /// <exception cref="TerminalException">There is none, or the daemon does not answer.</exception>
    public IReadOnlyList<string> Find(string text)
    {
        string[] found = [.. Names().Where(name => name.Contains(text, StringComparison.OrdinalIgnoreCase))];
        return found.Length > 0 ? found : throw new TerminalException(PcscFault.Text(PcscFault.NoReaders));
    }

    /// <summary>Waits for a card in one of some readers; gives the reader's name, null when none came.</summary>
    /// <exception cref="TerminalException">A reader was unplugged, or the daemon does not answer.</exception>
    public string? WaitForCard(IReadOnlyList<string> readers, TimeSpan limit, CancellationToken cancel = default)
    {
        var states = readers.Select(name => new PcscReaderState { Name = Marshal.StringToCoTaskMemUTF8(name) })
            .ToArray();
        var started = Stopwatch.GetTimestamp();
        try
        {
            do
            {
                cancel.ThrowIfCancellationRequested();
                var at = Array.FindIndex(Ask(states), state => (state.Actual & PcscLibrary.StatePresent) != 0);
                if (at >= 0)
                {
                    return readers[at];
                }
            }
            while (Stopwatch.GetElapsedTime(started) < limit);
            return null;
        }
        finally
        {
            foreach (var state in states)
            {
                Marshal.FreeCoTaskMem(state.Name);
            }
        }
    }

    /// <summary>Takes the card in a reader for one tap; nobody else may talk to it until it is given back.</summary>
    /// <exception cref="TerminalException">There is no card, it does not answer, or another program has it.</exception>
    public ReaderCard Connect(string reader)
    {
        PcscFault.Check(PcscLibrary.Connect(
            _context, [.. Encoding.UTF8.GetBytes(reader), 0], PcscLibrary.ShareShared,
            PcscLibrary.ProtocolT0 | PcscLibrary.ProtocolT1, out var card, out var protocol));
        var begun = PcscLibrary.BeginTransaction(card);
        if (PcscFault.Code(begun) != PcscFault.Success)
        {
            _ = PcscLibrary.Disconnect(card, PcscLibrary.LeaveCard);
            PcscFault.Check(begun);
        }

        return new ReaderCard(card, protocol);
    }

    public void Dispose()
    {
        if (_context != 0)
        {
            _ = PcscLibrary.Release(_context);
            _context = 0;
        }
    }

    // A short wait each time, so that the caller may stop it.
    private PcscReaderState[] Ask(PcscReaderState[] states)
    {
        for (var i = 0; i < states.Length; i++)
        {
            states[i].Known = states[i].Actual & ~PcscLibrary.StateChanged;
        }

        var result = PcscLibrary.GetStatusChange(
            _context, (nuint)Slice.TotalMilliseconds, states, (nuint)states.Length);
        if (PcscFault.Code(result) != PcscFault.TimedOut)
        {
            PcscFault.Check(result);
        }

        return states;
    }
}
