namespace Tessera.Client.Wire;

/// <summary>Which page of a list: at most <c>Limit</c> (1-100) elements that follow <c>StartingAfter</c>.</summary>
public sealed record PageQuery(int Limit = 10, string? StartingAfter = null)
{
    internal string Text => StartingAfter is null
        ? $"?limit={Limit.ToString(System.Globalization.CultureInfo.InvariantCulture)}"
        : $"?limit={Limit.ToString(System.Globalization.CultureInfo.InvariantCulture)}"
            + $"&starting_after={Uri.EscapeDataString(StartingAfter)}";
}
