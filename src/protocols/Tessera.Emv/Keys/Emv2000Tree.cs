// EMV 2000 Book 2 (4.0), annex A1.3: the session key tree, withdrawn in 2005 and still found in old cards.
namespace Tessera.Emv.Keys;

/// <summary>Shape of an EMV2000 key tree.</summary>
/// <param name="Height">Levels below the card key: 8 or 16 in the field.</param>
/// <param name="BranchFactor">Children of a node: 4 with height 8, 2 with height 16.</param>
public readonly record struct Emv2000Tree(int Height, int BranchFactor)
{
    /// <summary>Height 8, branch factor 4.</summary>
    public static Emv2000Tree Four { get; } = new(8, 4);

    /// <summary>Height 16, branch factor 2.</summary>
    public static Emv2000Tree Two { get; } = new(16, 2);
}
