using Tessera.Primitives;

namespace Tessera.Hsm.Subjects;

/// <summary>A person in the subject store: sub_…</summary>
public readonly struct SubjectRow : IIdKind
{
    public static string Prefix => "sub";
}
