namespace Tessera.Core.Directory;

// Facts that were noted are written as MemoryPack's code of a reference and their number; others in full.
[AttributeUsage(AttributeTargets.Property)]
public sealed class FactsByNumberAttribute
    : MemoryPackCustomFormatterAttribute<FactsByNumberAttribute.Formatter, PaymentFacts>
{
    public override Formatter GetFormatter() => Formatter.Instance;

    public sealed class Formatter : MemoryPackFormatter<PaymentFacts>
    {
        public static readonly Formatter Instance = new();

        public override void Serialize<TBufferWriter>(
            ref MemoryPackWriter<TBufferWriter> writer, scoped ref PaymentFacts? value)
        {
            if (value is { Number: > 0 })
            {
                writer.WriteObjectReferenceId((uint)value.Number);
            }
            else
            {
                writer.WritePackable(value);
            }
        }

        public override void Deserialize(ref MemoryPackReader reader, scoped ref PaymentFacts? value)
        {
            if (!reader.TryPeekObjectHeader(out var code) || code != MemoryPackCode.ReferenceId)
            {
                value = reader.ReadPackable<PaymentFacts>();
                return;
            }

            reader.Advance(1);
            var number = (int)reader.ReadVarIntUInt32();
            value = (reader.Options.ServiceProvider as KnownFacts)?.Find(number)
                ?? throw new MemoryPackSerializationException("A payment refers to facts that nobody noted.");
        }
    }
}
