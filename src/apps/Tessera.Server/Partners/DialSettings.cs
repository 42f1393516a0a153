using System.Net;

namespace Tessera.Server.Partners;

/// <summary>Where a link is dialled and whose it is.</summary>
public sealed record DialSettings
{
    public required string Host { get; init; }

    public required int Port { get; init; }

    /// <summary>Before the second try; it doubles with every further one.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(30);

    internal bool IsLoopback =>
        Host == "localhost" || (IPAddress.TryParse(Host, out IPAddress? address) && IPAddress.IsLoopback(address));

    public override string ToString() => $"{Host}:{Port}";
}
