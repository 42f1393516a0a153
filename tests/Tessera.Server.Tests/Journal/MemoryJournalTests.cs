using Tessera.Journal;
using Tessera.Journal.InMemory;

namespace Tessera.Server.Tests.Journal;

public sealed class MemoryJournalTests : JournalConformanceTests
{
    private readonly MemoryStorage _storage = new();

    protected override IJournal Open() => new MemoryJournal(_storage);

    protected override void Usurp()
    {
        using var other = new MemoryJournal(_storage);
        other.Claim();
    }
}
