namespace Tessera.Core.Fees;

// Persisted numbers: append only.
public enum CardPresence : byte
{
    Any = 0,
    Present = 1,

    // In-app, web and on file.
    Remote = 2,
}
