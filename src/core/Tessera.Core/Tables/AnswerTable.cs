namespace Tessera.Core.Tables;

// The latest answers by command id, in the order they were given; older ones move to the cold store and stay there.
public sealed class AnswerTable
{
    private readonly Dictionary<UInt128, CommandAnswered> answers = [];
    private readonly Queue<UInt128> order = new();

    public int Count => answers.Count;

    public static ColdKey KeyOf(UInt128 commandId) => new(ColdKind.Answer, commandId);

    public CommandAnswered? Find(UInt128 commandId, ColdRows cold) =>
        answers.TryGetValue(commandId, out var hot) ? hot
        : cold.Find(KeyOf(commandId)) is { } row ? MemoryPackSerializer.Deserialize<CommandAnswered>(row)
        : null;

    public bool IsHot(UInt128 commandId) => answers.ContainsKey(commandId);

    public void Apply(CommandAnswered answered)
    {
        answers.Add(answered.CommandId, answered);
        order.Enqueue(answered.CommandId);
    }

    public void Apply(MaintenanceEvent.AnswersArchived archived, IColdSink sink)
    {
        for (var i = 0; i < archived.Count; i++)
        {
            answers.Remove(order.Dequeue(), out var answer);
            sink.Put(KeyOf(answer!.CommandId), MemoryPackSerializer.Serialize(answer));
        }
    }

    public CommandAnswered[] Freeze() => [.. order.Select(id => answers[id])];
}
