namespace Tessera.Server.World;

/// <summary>A list of a read model: its table has a rising <c>number</c> and a unique <c>id</c>.</summary>
public sealed record PageSql(string Table, string Columns, string Filter)
{
    /// <summary>Gives the number of the row whose id is <c>$cursor</c>.</summary>
    public string Cursor { get; init; } = $"SELECT number FROM {Table} WHERE id = $cursor";
}
