using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tessera.Client.Payments;

namespace Tessera.Terminal.Acquiring;

/// <summary>
/// What a till must not forget when it loses power: its running number, and every request that was sent and not yet
/// answered. A request is written here before it leaves.
/// </summary>
public sealed partial class TillMemory : IDisposable
{
    private const int LastNumber = 999_999;
    private readonly Lock _gate = new();
    private readonly string? _path;
    private readonly FileStream? _hold;
    private readonly RequestSeal _seal;
    private Content _content = new();

    /// <summary>Opens the memory of a till; null keeps it in memory only, for tills that are never restarted.</summary>
    /// <exception cref="TerminalException">The file is damaged, or another till uses it.</exception>
    public TillMemory(string? path = null)
    {
        _path = path;
        _hold = path is null ? null : Hold(path + ".in-use");
        try
        {
            if (path is not null && File.Exists(path))
            {
                _content = Read(path);
            }

            _seal = new RequestSeal(SealKey());
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>ISO 8583 requests whose outcome is not known, oldest first.</summary>
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

    /// <summary>REST requests whose outcome is not known, oldest first.</summary>
    public IReadOnlyList<UnansweredRequest> Unanswered
    {
        get
        {
            lock (_gate)
            {
                return _content.Unanswered;
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

    /// <summary>Remembers a REST request that is about to leave.</summary>
    public UnansweredRequest Add(string idempotencyKey, CreatePayment request)
    {
        lock (_gate)
        {
            var kept = _seal.Seal(idempotencyKey, request);
            Store(_content with { Unanswered = [.. _content.Unanswered, kept] });
            return kept;
        }
    }

    /// <summary>Forgets a REST request that was answered or voided.</summary>
    public void Remove(UnansweredRequest request)
    {
        lock (_gate)
        {
            Store(_content with
            {
                Unanswered = [.. _content.Unanswered.Where(other => other.Key != request.Key)],
            });
        }
    }

    /// <summary>The request itself, to be sent again.</summary>
    /// <exception cref="TerminalException">It was changed, or belongs to another till.</exception>
    public CreatePayment Open(UnansweredRequest request) => _seal.Open(request);

    /// <summary>Lets another till use the file.</summary>
    public void Dispose() => _hold?.Dispose();

    // Held beside the memory, whose file is replaced at every change.
    private static FileStream Hold(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new TerminalException("Another till uses this memory file.");
        }
    }

    private static Content Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), TillJson.Default.Content)
                ?? throw new JsonException("empty");
        }
        catch (JsonException)
        {
            throw new TerminalException("The till's memory file is damaged.");
        }
    }

    private byte[] SealKey()
    {
        var made = RandomNumberGenerator.GetBytes(RequestSeal.KeyBytes);
        if (_path is null)
        {
            return made;
        }

        var path = _path + ".key";
        if (File.Exists(path))
        {
            var key = File.ReadAllBytes(path);
            return key.Length == RequestSeal.KeyBytes
                ? key
                : throw new TerminalException("The till's key file is damaged.");
        }

        if (_content.Unanswered.Count > 0)
        {
            throw new TerminalException("The till's key file is gone and requests need it.");
        }

        DurableFile.Replace(path, made);
        return made;
    }

    private void Store(Content content)
    {
        if (_path is not null)
        {
            DurableFile.Replace(_path, JsonSerializer.SerializeToUtf8Bytes(content, TillJson.Default.Content));
        }

        _content = content;
    }

    internal sealed record Content
    {
        public int Number { get; init; }

        public IReadOnlyList<PendingReversal> Pending { get; init; } = [];

        public IReadOnlyList<RefusedReversal> ForPerson { get; init; } = [];

        public IReadOnlyList<UnansweredRequest> Unanswered { get; init; } = [];
    }

    [JsonSerializable(typeof(Content))]
    [JsonSerializable(typeof(CreatePayment))]
    internal sealed partial class TillJson : JsonSerializerContext;
}
