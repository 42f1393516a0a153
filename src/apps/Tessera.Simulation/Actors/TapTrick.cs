namespace Tessera.Simulation.Actors;

internal enum TapTrick
{
    None = 0,

    /// <summary>Chip data of an earlier tap under a new trace number.</summary>
    Replay = 1,

    /// <summary>One bit of the chip data is another.</summary>
    Forge = 2,
}
