namespace Tessera.Cli.Torture.Faults;

/// <summary>One kind of fault that a real process is put through.</summary>
internal interface ITortureFault
{
    /// <summary>As named on the command line.</summary>
    string Name { get; }

    /// <summary>Null where it can run; otherwise what is missing and what would make it run.</summary>
    Task<Obstacle?> FindObstacleAsync(CancellationToken cancel);

    /// <summary>Once, with whatever brings the server back. Throws when the server does not bear it.</summary>
    Task RunAsync(TortureStage stage, CancellationToken cancel);
}
