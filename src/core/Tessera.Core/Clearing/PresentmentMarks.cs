namespace Tessera.Core.Clearing;

// What is out of the ordinary about a presentment. It posts all the same. Persisted numbers: append only.
[Flags]
public enum PresentmentMarks : byte
{
    None = 0,

    // The hold had expired.
    Late = 1,

    // More than was authorised, the scheme's tolerance included.
    OverCleared = 2,

    // No authorisation matches.
    Unmatched = 4,

    // The authorisation was voided or reversed.
    AfterRelease = 8,

    // It took the funding account below what is available.
    Overdrawn = 16,
}
