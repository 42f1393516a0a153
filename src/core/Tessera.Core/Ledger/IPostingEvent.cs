namespace Tessera.Core.Ledger;

// An event that moves money; the shard state posts it before the noun's own Apply.
public interface IPostingEvent
{
    Posting[] Postings { get; }
}
