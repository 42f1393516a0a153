using System.Collections.Concurrent;
using System.Collections.Immutable;
using Tessera.Server.Switch;

namespace Tessera.Server.Partners;

/// <summary>The routes to issuers and networks: links on which they have signed on, the newest in use.</summary>
internal sealed class PartnerLinks
{
    private readonly ConcurrentDictionary<string, ImmutableList<SwitchLink>> byCode = [];

    /// <summary>Hears the participant's code when a route has opened.</summary>
    public Action<string> Opened { private get; set; } = _ => { };

    public SwitchLink? Find(string code) =>
        byCode.TryGetValue(code, out ImmutableList<SwitchLink>? links) && !links.IsEmpty ? links[^1] : null;

    public void Add(string code, SwitchLink link)
    {
        byCode.AddOrUpdate(code, [link], (_, links) => links.Add(link));
        Opened(code);
    }

    public void Remove(string code, SwitchLink link) =>
        byCode.AddOrUpdate(code, [], (_, links) => links.Remove(link));

    /// <summary>The answer; null when there is no route, or nobody knows what became of the request.</summary>
    public async Task<CallAnswer?> CallAsync(string code, OutgoingMessage message, TimeSpan limit) =>
        Find(code) is { } link ? await link.CallAsync(message, limit) : null;
}
