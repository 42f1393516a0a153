namespace Tessera.Cli.Load;

/// <summary>How a load is made. Rate 0 is closed loop: as fast as answers come.</summary>
internal sealed record LoadSettings(int Seconds, int InFlight, int Connections, int Devices, int Rate, int Messages)
{
    public int WindowOf(int connection) =>
        (InFlight / Connections) + (connection < InFlight % Connections ? 1 : 0);
}
