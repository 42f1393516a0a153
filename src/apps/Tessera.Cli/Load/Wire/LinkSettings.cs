namespace Tessera.Cli.Load.Wire;

/// <summary>How prepared messages are sent. Rate 0 is closed loop: as fast as answers come.</summary>
internal sealed record LinkSettings
{
    public int WarmUpSeconds { get; init; }

    public required int Seconds { get; init; }

    public required int InFlight { get; init; }

    public required int Connections { get; init; }

    public required int Devices { get; init; }

    public required int Rate { get; init; }

    /// <summary>How many are made before the clock starts.</summary>
    public int Messages { get; init; }

    public int WindowOf(int connection) =>
        (InFlight / Connections) + (connection < InFlight % Connections ? 1 : 0);
}
