using Tessera.Core;

namespace Tessera.Journal.Projections;

/// <summary>
/// Tables that follow from the events alone. Its position is kept in the transaction of its rows, so it may be
/// dropped at any time and built again from the journal; a new version does that by itself. An instance belongs to one
/// runner.
/// </summary>
public interface IProjection
{
    string Name { get; }

    /// <summary>Raise it with any change of the tables or of what is written to them.</summary>
    int Version { get; }

    IReadOnlyList<string> Tables { get; }

    /// <summary>The statements that create the tables and their indexes.</summary>
    string Schema { get; }

    /// <summary>The types of event, or bases of such, that it wants to see.</summary>
    IReadOnlyList<Type> Kinds { get; }

    void Apply(EventPosition position, CoreEvent change, ReadModelWriter writer);

    /// <summary>The transaction ends: what was gathered in memory is written now.</summary>
    void Flush(ReadModelWriter writer)
    {
    }

    /// <summary>The transaction failed, or the tables are new: what memory holds of them is wrong.</summary>
    void Forget()
    {
    }
}
