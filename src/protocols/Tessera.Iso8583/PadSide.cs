// ISO 8583:1987 section 4.2: fixed numeric values are right-justified, others left-justified.
namespace Tessera.Iso8583;

/// <summary>The side of a value on which padding stands.</summary>
public enum PadSide
{
    /// <summary>No padding: a value of another length is refused.</summary>
    None = 0,

    /// <summary>Padding comes first.</summary>
    Left = 1,

    /// <summary>Padding comes last.</summary>
    Right = 2,
}
