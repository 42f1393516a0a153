using Tessera.Server.Partners;
using Tessera.Server.Switch;

namespace Tessera.Server;

/// <summary>How one server runs.</summary>
public sealed record TesseraHostOptions
{
    /// <summary>The folder of journal, read models, vault, subject store and keys.</summary>
    public required string Folder { get; init; }

    public IReadOnlyList<string> Urls { get; init; } = ["http://localhost:5080"];

    /// <summary>The ISO 8583 port on loopback; 0 picks a free one, null opens none.</summary>
    public int? SwitchPort { get; init; } = 8583;

    /// <summary>Takes ISO 8583 links without message authentication codes. Without it every link needs its zone key,
    /// and the port stays closed while there is none.</summary>
    public bool AllowsPlainSwitch { get; init; }

    /// <summary>Limits and agreements of ISO 8583 links: dialects, TLS, address.</summary>
    public SwitchSettings Switch { get; init; } = new();

    /// <summary>The network to dial, in an issuer's or acquirer's own process.</summary>
    public DialSettings? Dial { get; init; }

    /// <summary>Who that issuer or acquirer is, for a folder that does not say so yet.</summary>
    public MemberIdentity? Member { get; init; }

    /// <summary>Seeds the demo participants and opens the demo mailbox.</summary>
    public bool IsDemo { get; init; }

    /// <summary>Writes structured logs to stderr.</summary>
    public bool LogsToStandardError { get; init; }

    /// <summary>Further log sinks, such as a test's.</summary>
    public IReadOnlyList<ILoggerProvider> LogProviders { get; init; } = [];

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long running requests may take to finish after a stop is asked for.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>POSTs per second that one tenant may sustain, with a burst of twice that.</summary>
    public int PostsPerSecondPerTenant { get; init; } = 5_000;

    /// <summary>The same for its reads.</summary>
    public int ReadsPerSecondPerTenant { get; init; } = 5_000;

    /// <summary>Wrong cryptograms in a minute after which a terminal is not listened to until the minute is
    /// over.</summary>
    public int WrongCryptogramsPerTerminal { get; init; } = 20;

    /// <summary>The same for all terminals of an outside acquirer together.</summary>
    public int WrongCryptogramsPerAcquirer { get; init; } = 1_000;
}
