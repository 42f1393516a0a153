namespace Tessera.Bench.Results;

/// <summary>How thorough a suite is.</summary>
internal sealed record SuiteSettings
{
    public required bool IsQuick { get; init; }

    public required int Runs { get; init; }

    public int Seconds => IsQuick ? 2 : 10;

    public int WarmUpSeconds => IsQuick ? 1 : 10;

    public int Tokens => IsQuick ? 100_000 : 1_000_000;

    public TimeSpan Time => TimeSpan.FromSeconds(Seconds);

    public TimeSpan WarmUp => TimeSpan.FromSeconds(WarmUpSeconds);
}
