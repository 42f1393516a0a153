namespace Tessera.Core;

// Refusals that any command may get; 1-999. Persisted numbers: append only.
public enum CommandRefusal : ushort
{
    // The command id was used for another command.
    CommandIdReused = 1,

    // A total of an account would grow beyond what it can hold.
    TotalTooGreat = 2,
}
