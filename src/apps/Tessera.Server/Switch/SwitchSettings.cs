using System.Collections.Immutable;
using System.Net;
using Tessera.Iso8583;

namespace Tessera.Server.Switch;

/// <summary>Limits and agreements of the ISO 8583 door. Every queue and every wait has its bound here.</summary>
public sealed record SwitchSettings
{
    /// <summary>Of participants that have no own agreement.</summary>
    public Dialect Dialect { get; init; } = Dialect.Ascii1987Hex;

    /// <summary>By participant code.</summary>
    public ImmutableDictionary<string, Dialect> Dialects { get; init; } = ImmutableDictionary<string, Dialect>.Empty;

    /// <summary>Where the door listens; other than loopback only with TLS.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Null for links without TLS.</summary>
    public SwitchTls? Tls { get; init; }

    /// <summary>Links without TLS and without a message authentication code, on loopback only.</summary>
    public bool AllowsPlainLoopback { get; init; }

    /// <summary>Every message carries DE64 or DE128 under its participant's zone key.</summary>
    public bool RequiresMac { get; init; }

    public int MaxLinks { get; init; } = 256;

    /// <summary>The greatest message taken; a frame that announces more ends the link.</summary>
    public int MaxMessageBytes { get; init; } = 4_096;

    /// <summary>Requests of one link that wait for their decision; beyond it they are answered busy at once.</summary>
    public int MaxInFlight { get; init; } = 1_024;

    /// <summary>Requests of ours that wait on one link for their answers; beyond it a request is not sent.</summary>
    public int MaxCalls { get; init; } = 1_024;

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

    /// <summary>From a request of ours to its answer; after it nobody knows the outcome.</summary>
    public TimeSpan CallTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From the request of a waiting shopper to its issuer's answer: shorter than a till waits.</summary>
    public TimeSpan FundingTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Between two tries of a message that its partner must have.</summary>
    public TimeSpan RepeatTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Of silence on a route before it is asked whether it still lives.</summary>
    public TimeSpan EchoTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long one zone key is used before this end makes the next; null leaves it to the other.</summary>
    public TimeSpan? ZoneKeyTime { get; init; }

    public Dialect DialectOf(string participantCode) => Dialects.GetValueOrDefault(participantCode, Dialect);

    /// <summary>Where the Hsm has the keys of a participant's links.</summary>
    public static string ZoneKeySet(string participantCode) => "zone-" + participantCode;

    /// <summary>Codes of response and network management are those of the 1987 edition.</summary>
    public static bool IsForLinks(Dialect dialect) =>
        dialect[39] is { Content: FieldContent.Alphanumeric, MaxLength: 2 } && dialect[70] is { MaxLength: 3 };

    /// <exception cref="InvalidOperationException">The settings protect links less than where they go demands.
    /// </exception>
    internal void DemandProtection(bool isLoopback)
    {
        if (Tls is null && !isLoopback)
            throw new InvalidOperationException("ISO 8583 links beyond loopback need TLS.");
        if (Tls is null && !RequiresMac && !AllowsPlainLoopback)
            throw new InvalidOperationException("ISO 8583 links need TLS, RequiresMac or, plain, AllowsPlainLoopback.");
        if (!Dialects.Values.Append(Dialect).All(IsForLinks))
            throw new InvalidOperationException("ISO 8583 links speak dialects of the 1987 edition.");
    }
}
