namespace Tessera.Journal;

/// <summary>The one exception of this library: an infrastructure failure with its numbered cause.</summary>
public sealed class JournalException(JournalFault fault, string message, Exception? inner = null)
    : Exception(message, inner)
{
    public JournalFault Fault { get; } = fault;

    public static JournalException Damaged(int shard, long sequence, RowFault fault) => new(
        JournalFault.Damaged, $"Journal of shard {shard}: row {sequence} is damaged ({fault}).");
}
