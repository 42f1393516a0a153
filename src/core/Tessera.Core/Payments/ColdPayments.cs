using System.Buffers.Binary;

namespace Tessera.Core.Payments;

// How a payment lies in the cold store: the record under its id, and its id under its trace.
public static class ColdPayments
{
    private const int IdBytes = 16;

    public static ColdKey KeyOf(PaymentId payment) => new(ColdKind.Payment, payment.Value);

    public static ColdKey TraceKeyOf(UInt128 trace) => new(ColdKind.Trace, trace);

    public static Payment? Find(ShardState state, ColdRows cold, PaymentId id) =>
        cold.Find(KeyOf(id)) is { } row
            ? MemoryPackSerializer.Deserialize<Payment>(row, state.Facts.Known.Options)
            : null;

    public static Payment? FindByTrace(ShardState state, ColdRows cold, UInt128 trace) =>
        FindIdByTrace(cold, trace) is { } id ? Find(state, cold, id) : null;

    public static PaymentId? FindIdByTrace(ColdRows cold, UInt128 trace) =>
        cold.Find(TraceKeyOf(trace)) is { } row ? new PaymentId(BinaryPrimitives.ReadUInt128LittleEndian(row)) : null;

    public static void Put(IColdSink sink, Payment payment)
    {
        Span<byte> id = stackalloc byte[IdBytes];
        BinaryPrimitives.WriteUInt128LittleEndian(id, payment.Id.Value);
        sink.Put(KeyOf(payment.Id), MemoryPackSerializer.Serialize(payment));
        sink.Put(TraceKeyOf(payment.TraceKey), id);
    }
}
