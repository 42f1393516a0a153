namespace Tessera.Client.Settlement;

/// <summary>Closes the business day; what was captured until then settles together.</summary>
public sealed record CloseWindow
{
    /// <summary><c>YYYY-MM-DD</c>; today when left out.</summary>
    public string? BusinessDate { get; init; }
}
