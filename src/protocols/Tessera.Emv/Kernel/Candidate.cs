// EMV contactless book B, 3.3.2: an entry of the candidate list.
namespace Tessera.Emv.Kernel;

/// <summary>A card application that the reader can run.</summary>
/// <param name="Name">The card's application name (4F), sent with SELECT.</param>
/// <param name="Application">The reader's combination that matched.</param>
/// <param name="Priority">Low nibble of 87; 1 is first, 0 counts as last.</param>
internal sealed record Candidate(ReadOnlyMemory<byte> Name, ReaderApplication Application, int Priority);
