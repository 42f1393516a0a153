namespace Tessera.Primitives;

/// <summary>Names a kind of identifier, so that ids of two kinds are two types.</summary>
public interface IIdKind
{
    /// <summary>Lower-case letters before the underscore: <c>tok</c> in <c>tok_…</c>.</summary>
    static abstract string Prefix { get; }
}
