using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tessera.Terminal.Acquiring;

/// <summary>
/// What a till must not forget when it loses power: its running number, and every request that was sent and not yet
/// answered. A request is written here before it leaves.
/// </summary>
public sealed partial class TillMemory
{
    private const int LastNumber = 999_999;
    private readonly Lock _gate = new();
    private readonly string? _path;
    private Content _content = new();

    /// <summary>Opens the memory of a till; null keeps it in memory only, for tills that are never restarted.</summary>
    /// <exception cref="TerminalException">The file is damaged.</exception>
    public TillMemory(string? path = null)
    {
        _path = path;
        if (path is null || !File.Exists(path))
        {
            return;
        }

        try
        {
            _content = JsonSerializer.Deserialize(File.ReadAllBytes(path), TillJson.Default.Content)
                ?? throw new JsonException("empty");
        }
        catch (JsonException)
        {
            throw new TerminalException("The till's memory file is damaged.");
        }
    }

    /// <summary>Requests whose outcome is not known, oldest first.</summary>
    public IReadOnlyList<PendingReversal> Pending
    {
        get
        {
            lock (_gate)
            {
                return _content.Pending;
            }
        }
    }

    /// <summary>Taps that wait for a person, oldest first: their reversal was refused for good.</summary>
    public IReadOnlyList<RefusedReversal> ForPerson
    {
        get
        {
            lock (_gate)
            {
                return _content.ForPerson;
            }
        }
    }

    /// <summary>The next running number, 1 to 999999, durable before it is returned.</summary>
    public int NextNumber()
    {
        lock (_gate)
        {
            var next = _content.Number >= LastNumber ? 1 : _content.Number + 1;
            Store(_content with { Number = next });
            return next;
        }
    }

    /// <summary>Remembers a request that is about to leave.</summary>
    public void Add(PendingReversal reversal)
    {
        lock (_gate)
        {
            Store(_content with { Pending = [.. _content.Pending, reversal] });
        }
    }

    /// <summary>Forgets a request that was answered or reversed.</summary>
    public void Remove(PendingReversal reversal)
    {
        lock (_gate)
        {
            Store(_content with { Pending = [.. _content.Pending.Where(other => other != reversal)] });
        }
    }

    /// <summary>Hands a request whose reversal was refused to a person.</summary>
    public void HandOver(RefusedReversal refused)
    {
        lock (_gate)
        {
            Store(_content with
            {
                Pending = [.. _content.Pending.Where(other => other != refused.Tap)],
                ForPerson = [.. _content.ForPerson, refused],
            });
        }
    }

    /// <summary>Forgets a tap that a person has cleared up.</summary>
    public void Settle(RefusedReversal refused)
    {
        lock (_gate)
        {
            Store(_content with { ForPerson = [.. _content.ForPerson.Where(other => other != refused)] });
        }
    }

    private void Store(Content content)
    {
        if (_path is not null)
        {
            var beside = _path + ".new";
            using (var file = new FileStream(beside, FileMode.Create, FileAccess.Write))
            {
                JsonSerializer.Serialize(file, content, TillJson.Default.Content);
                file.Flush(flushToDisk: true);
            }

            File.Move(beside, _path, overwrite: true);
        }

        _content = content;
    }

    internal sealed record Content
    {
        public int Number { get; init; }

        public IReadOnlyList<PendingReversal> Pending { get; init; } = [];

        public IReadOnlyList<RefusedReversal> ForPerson { get; init; } = [];
    }

    [JsonSerializable(typeof(Content))]
    internal sealed partial class TillJson : JsonSerializerContext;
}
