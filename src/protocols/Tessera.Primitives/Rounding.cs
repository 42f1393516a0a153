namespace Tessera.Primitives;

/// <summary>What happens to the part below one minor unit. There is no default: each caller names its rule.</summary>
public enum Rounding
{
    /// <summary>Cut off: 1.9 to 1, -1.9 to -1.</summary>
    TowardZero = 0,

    /// <summary>To the nearest; halves to the even neighbour: 0.5 to 0, 1.5 to 2.</summary>
    HalfEven = 1,

    /// <summary>To the nearest; halves away from zero: 0.5 to 1, -0.5 to -1.</summary>
    HalfUp = 2,

    /// <summary>Any part away from zero: 1.1 to 2, -1.1 to -2.</summary>
    AwayFromZero = 3,
}
