using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using MemoryPack;
using Tessera.Core.Activation;
using Tessera.Core.Cards;
using Tessera.Core.Controls;
using Tessera.Core.Tables;

namespace Tessera.Core.Tests;

// The journal outlives every version: numbers in it are frozen in PersistedNumbers.txt (append only), and nothing with
// padding may be copied into it as memory.
public sealed class PersistedFormatTests
{
    [Fact]
    public void Persisted_numbers_are_frozen()
    {
        var frozen = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "PersistedNumbers.txt"));
        var actual = Numbers();
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "PersistedNumbers.actual.txt"), actual);
        Assert.Equal(frozen, actual);
    }

    [Fact]
    public void No_record_copies_padding()
    {
        var seen = new HashSet<Type>();
        foreach (var type in PackedTypes())
        {
            CheckMembers(type, seen);
        }

        foreach (var row in (Type[])
            [
                typeof(LedgerAccount), typeof(CardAccountRow), typeof(CardRow), typeof(DeviceRow), typeof(TokenRow),
                typeof(CredentialRow), typeof(UsageRow), typeof(TimedRow), typeof(RecordSlot),
            ])
        {
            CheckType(row, seen);
        }

        Assert.Contains(typeof(Posting), seen);
        Assert.Contains(typeof(TokenRow), seen);
    }

    [Fact]
    public void The_row_sizes_are_what_the_documents_say()
    {
        Assert.Equal(64, Unsafe.SizeOf<LedgerAccount>());
        Assert.Equal(40, Unsafe.SizeOf<CardAccountRow>());
        Assert.Equal(96, Unsafe.SizeOf<CardRow>());
        Assert.Equal(112, Unsafe.SizeOf<DeviceRow>());
        Assert.Equal(96, Unsafe.SizeOf<TokenRow>());
        Assert.Equal(24, Unsafe.SizeOf<TimedRow>());
        Assert.Equal(32, Unsafe.SizeOf<CredentialRow>());
        Assert.Equal(48, Unsafe.SizeOf<Posting>());
        Assert.Equal(40, Unsafe.SizeOf<RecordSlot>());
    }

    private static IEnumerable<Type> PackedTypes() => typeof(CoreEvent).Assembly.GetTypes()
        .Where(type => type.GetCustomAttribute<MemoryPackableAttribute>() is not null);

    private static void CheckMembers(Type type, HashSet<Type> seen)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetCustomAttribute<MemoryPackOrderAttribute>() is not null)
            {
                CheckType(property.PropertyType, seen);
            }
        }
    }

    private static void CheckType(Type type, HashSet<Type> seen)
    {
        type = type.IsArray ? type.GetElementType()! : type;
        if (!type.IsValueType || type.IsEnum || type.IsPrimitive || type.IsGenericType && !IsId(type)
            || !seen.Add(type))
        {
            return;
        }

        var fields = type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        Assert.True(
            fields.Length == 0 || SizeOf(type) == fields.Sum(field => SizeOf(field.FieldType)),
            $"{type} has padding: give it a formatter or order its fields");
    }

    private static bool IsId(Type type) => type.GetGenericTypeDefinition() == typeof(Id<>);

    private static int SizeOf(Type type) => (int)typeof(Unsafe).GetMethod(nameof(Unsafe.SizeOf))!
        .MakeGenericMethod(type).Invoke(null, null)!;

    private static string Numbers()
    {
        var text = new StringBuilder();
        var enums = typeof(CoreEvent).Assembly.GetExportedTypes()
            .Where(type => type.IsEnum).OrderBy(type => type.FullName, StringComparer.Ordinal);
        foreach (var type in enums)
        {
            foreach (var field in type.GetFields(BindingFlags.Public | BindingFlags.Static))
            {
                text.Append(type.FullName).Append('.').Append(field.Name).Append(" = ")
                    .Append(Convert.ToInt64(field.GetRawConstantValue(),
                        System.Globalization.CultureInfo.InvariantCulture))
                    .Append('\n');
            }
        }

        foreach (var union in new[] { typeof(CoreEvent), typeof(Reply) })
        {
            foreach (var attribute in union.GetCustomAttributes<MemoryPackUnionAttribute>().OrderBy(a => a.Tag))
            {
                text.Append(union.Name).Append(' ').Append(attribute.Tag).Append(' ').Append(attribute.Type.FullName)
                    .Append('\n');
            }
        }

        foreach (var type in PackedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            var members = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Select(p => (p.Name, p.GetCustomAttribute<MemoryPackOrderAttribute>()?.Order))
                .Where(p => p.Order is not null).OrderBy(p => p.Order);
            text.Append(type.FullName).Append(": ")
                .AppendJoin(", ", members.Select(p => $"{p.Order} {p.Name}")).Append('\n');
        }

        return text.ToString();
    }
}
