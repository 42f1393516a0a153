using System.Collections.Concurrent;
using System.Collections.Immutable;
using Tessera.Server.Switch;

namespace Tessera.Server.Partners;

/// <summary>The routes to issuers and networks: links on which they have signed on, the newest in use.</summary>
public sealed class PartnerLinks
{
    private readonly ConcurrentDictionary<string, ImmutableList<SwitchLink>> byCode = [];

    /// <summary>Hears the participant's code when a route has opened.</summary>
    internal Action<string> Opened { private get; set; } = _ => { };

    internal SwitchLink? Find(string code) =>
        byCode.TryGetValue(code, out ImmutableList<SwitchLink>? links) && !links.IsEmpty ? links[^1] : null;

    internal void Add(string code, SwitchLink link)
    {
        byCode.AddOrUpdate(code, [link], (_, links) => links.Add(link));
        Opened(code);
    }

    internal void Remove(string code, SwitchLink link) =>
        byCode.AddOrUpdate(code, [], (_, links) => links.Remove(link));

    /// <summary>The answer; null when there is no route, or nobody knows what became of the request.</summary>
    internal async Task<CallAnswer?> CallAsync(string code, OutgoingMessage message, TimeSpan limit) =>
        Find(code) is { } link ? await link.CallAsync(message, limit) : null;
}
