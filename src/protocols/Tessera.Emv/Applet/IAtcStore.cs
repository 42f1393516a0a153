// EMV 4.4 Book 3, Annex A1 (9F36): where the application transaction counter outlives power and process.
namespace Tessera.Emv.Applet;

/// <summary>
/// Keeps the last application transaction counter used, across restarts. A store answers false instead of throwing.
/// </summary>
public interface IAtcStore
{
    /// <summary>Reads the last counter used, 0 before the first; false when it cannot be known.</summary>
    bool TryRead(out int last);

    /// <summary>Makes a counter durable; only after true may a cryptogram with it leave the device.</summary>
    bool TryWrite(int last);
}
