namespace Tessera.Journal.Projections;

/// <summary>A projection and the last row that its tables hold.</summary>
internal sealed class ProjectionCursor(IProjection projection, JournalHead position)
{
    public IProjection Projection { get; } = projection;

    public JournalHead Position { get; set; } = position;
}
