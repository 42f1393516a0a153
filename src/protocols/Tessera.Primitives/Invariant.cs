using System.Diagnostics.CodeAnalysis;

namespace Tessera.Primitives;

/// <summary>Facts that hold unless the program is wrong. The checks stay on in Release builds.</summary>
public static class Invariant
{
    /// <summary>Stops the caller when a fact does not hold.</summary>
    /// <param name="condition">What must be true.</param>
    /// <param name="fact">The fact as a short sentence; it must hold no card data and no key.</param>
    /// <exception cref="InvariantException">The condition is false.</exception>
    public static void Check([DoesNotReturnIf(false)] bool condition, string fact)
    {
        if (!condition)
        {
            throw new InvariantException(fact);
        }
    }
}
