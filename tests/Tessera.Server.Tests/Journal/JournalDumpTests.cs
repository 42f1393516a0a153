using System.Text;
using System.Text.Json;
using MemoryPack;
using Tessera.Core;
using Tessera.Core.Activation;
using Tessera.Core.Directory;
using Tessera.Core.Payments;
using Tessera.Journal;
using Tessera.Journal.Dump;
using Tessera.Journal.InMemory;
using Tessera.Primitives;

namespace Tessera.Server.Tests.Journal;

public sealed class JournalDumpTests
{
    [Fact]
    public void Every_row_is_shown_with_its_events_and_no_card_number()
    {
        using var journal = new MemoryJournal(new MemoryStorage());
        using var bench = new ShardBench(journal).Seeded();
        ShardRestartTests.Live(bench, 21, 200);
        var text = Show(journal);
        using var rows = JsonDocument.Parse(text);
        Assert.Equal(bench.Shard.Head.Sequence, rows.RootElement.GetArrayLength());
        Assert.DoesNotContain("99991000", text, StringComparison.Ordinal);
        Assert.Contains("\"type\":\"shard.command_answered\"", text, StringComparison.Ordinal);
        Assert.Contains("\"kind\":\"payment_changed\"", text, StringComparison.Ordinal);
        Assert.Contains("\"postings\":[{", text, StringComparison.Ordinal);
        Assert.Contains(bench.Shard.Head.Hash.ToString(), text, StringComparison.Ordinal);
    }

    [Fact]
    public void Hashes_of_keys_and_codes_are_left_out()
    {
        var key = new ApiKey(new Id<IdKinds.ApiKey>(1), [0xCA, 0xFE, 0xCA, 0xFE], default, 0, "till", false);
        var code = new ActivationEvent.CodeIssued(new Id<IdKinds.Provisioning>(1), 0xCAFECAFE, default, 3);
        var text = $"{EventJson.Full(new DirectoryEvent.ApiKeyGranted(key))}{EventJson.ForFeed(code)}";
        Assert.DoesNotContain("CAFECAFE", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Convert.ToBase64String([0xCA, 0xFE, 0xCA, 0xFE]), text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_of_unknown_events_is_named()
    {
        var row = JournalRow.After(JournalHead.Empty(0), 1, new byte[] { 1, 0, 0, 0, 250, 3, 231 });
        var error = Assert.Throws<JournalException>(() => EventBatch.Read(row, new KnownFacts()));
        Assert.Contains("row 1 holds events this program does not know", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_blob_is_one_memory_pack_array()
    {
        using var journal = new MemoryJournal(new MemoryStorage());
        using var bench = new ShardBench(journal).Seeded();
        var facts = EventBatch.FactsOf(journal);
        foreach (var row in journal.ReadAll())
        {
            var events = MemoryPackSerializer.Deserialize<CoreEvent[]>(row.Blob.Span, facts.Options)!;
            Assert.NotEmpty(events);
            Assert.Equal(row.Blob.ToArray(), MemoryPackSerializer.Serialize(events));
        }
    }

    [Fact]
    public void The_feed_names_no_accounts_and_no_keys_of_repeats()
    {
        using var journal = new MemoryJournal(new MemoryStorage());
        using var bench = new ShardBench(journal).Seeded();
        bench.Run(Bank.Tap(bench.Directory(), 0, 500, bench.Now), id: 0xCAFE, bodyHash: 0xF00D);
        var facts = EventBatch.FactsOf(journal);
        var paid = journal.ReadAll().SelectMany(row => EventBatch.Read(row, facts)).OfType<PaymentEvent>().Single();

        string[] hidden = ["command_id", "body_hash", "postings"];
        Assert.All(hidden, name => Assert.Contains(
            $"\"{name}\"", EventJson.Full(paid).GetRawText(), StringComparison.Ordinal));
        Assert.All(hidden, name => Assert.DoesNotContain(
            $"\"{name}\"", EventJson.ForFeed(paid).GetRawText(), StringComparison.Ordinal));
    }

    private static string Show(IRowSource journal)
    {
        var facts = EventBatch.FactsOf(journal);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartArray();
            foreach (var row in JournalWalk.All(journal))
            {
                JournalDump.WriteRow(writer, row, facts);
            }

            writer.WriteEndArray();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
