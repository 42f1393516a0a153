namespace Tessera.Cli.Torture.Network;

/// <summary>What a wire does to what passes over it.</summary>
internal enum Trouble
{
    None = 0,

    /// <summary>Every piece waits for a while.</summary>
    Delay = 1,

    /// <summary>The connection is reset, now and then in the middle of a message.</summary>
    Cut = 2,

    /// <summary>One direction ends while the other goes on.</summary>
    HalfClose = 3,

    /// <summary>A whole message comes twice.</summary>
    Duplicate = 4,

    /// <summary>A message comes after the one sent after it.</summary>
    Reorder = 5,
}
