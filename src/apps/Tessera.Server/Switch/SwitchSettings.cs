using Tessera.Iso8583;

namespace Tessera.Server.Switch;

/// <summary>Limits and agreements of the ISO 8583 door. Every queue and every wait has its bound here.</summary>
public sealed record SwitchSettings
{
    public Dialect Dialect { get; init; } = Dialect.Ascii1987Hex;

    /// <summary>Links without TLS and without a message authentication code, on loopback only.</summary>
    public bool AllowsPlainLoopback { get; init; }

    /// <summary>Every message carries DE64 or DE128 under its participant's zone key.</summary>
    public bool RequiresMac { get; init; }

    public int MaxLinks { get; init; } = 256;

    /// <summary>The greatest message taken; a frame that announces more ends the link.</summary>
    public int MaxMessageBytes { get; init; } = 4_096;

    /// <summary>Requests of one link that wait for their decision; at the limit the link is not read.</summary>
    public int MaxInFlight { get; init; } = 256;

    /// <summary>Answers that wait for a peer that does not read; beyond it the link is cut.</summary>
    public int MaxOutboxBytes { get; init; } = 256 * 1024;

    /// <summary>From the connection to the sign-on.</summary>
    public TimeSpan SignOnTime { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>From the first byte of a message to its last.</summary>
    public TimeSpan MessageTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Between two messages.</summary>
    public TimeSpan IdleTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>One send to a peer that does not read.</summary>
    public TimeSpan SendTime { get; init; } = TimeSpan.FromSeconds(10);
}
