namespace Tessera.Core.Tables;

// The latest answers by command id, in the order they were given; older ones move to the cold store and stay there.
public sealed class AnswerTable
{
    private readonly RecordTable<CommandAnswered> answers = new();
    private readonly ChunkedQueue<WideKey> order = new();

    public int Count => answers.Count;

    public static ColdKey KeyOf(UInt128 commandId) => new(ColdKind.Answer, commandId);

    public CommandAnswered? Find(UInt128 commandId, ColdRows cold) =>
        answers.Find(commandId)
        ?? (cold.Find(KeyOf(commandId)) is { } row ? MemoryPackSerializer.Deserialize<CommandAnswered>(row) : null);

    public bool IsHot(UInt128 commandId) => answers.Contains(commandId);

    public void Apply(CommandAnswered answered)
    {
        answers.Add(answered.CommandId, answered);
        order.Add(answered.CommandId);
    }

    public void Apply(MaintenanceEvent.AnswersArchived archived, IColdSink sink)
    {
        for (var i = 0; i < archived.Count; i++)
        {
            var oldest = order.Take().Value;
            sink.Put(KeyOf(oldest), MemoryPackSerializer.Serialize(answers.Find(oldest)!));
            answers.Remove(oldest);
        }
    }

    public FrozenRecords Freeze() => answers.Freeze();

    internal FrozenTable<WideKey> FreezeOrder() => order.Freeze();

    internal void LoadOrder(ReadOnlySpan<WideKey> some) => order.AddAll(some);

    internal void Load(SnapshotReader reader) => reader.ReadRecords(answers.Load);

    internal void Index() => answers.Index();
}
