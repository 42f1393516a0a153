using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tessera.Server.Wire;

/// <summary>Walks a body beside its contract. Finds what the strict deserialiser refuses too, but names the kind of
/// fault and its path. A name that is not ours is shown only when it looks like a member name: a caller may have put
/// anything there.</summary>
internal ref struct JsonShape
{
    private const int LargestDepth = 32;
    private const int LongestNumber = 40;

    private Utf8JsonReader reader;
    private Problem? problem;

    public static bool Check(ReadOnlySpan<byte> body, JsonTypeInfo contract, out Problem problem)
    {
        var shape = new JsonShape
        {
            reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = LargestDepth }),
        };
        try
        {
            if (!shape.reader.Read())
            {
                shape.Fail(ProblemKinds.JsonMalformed, "$", "The body is empty.");
            }
            else if (shape.Value(contract, contract.Type, "$") && shape.reader.Read())
            {
                shape.Fail(ProblemKinds.JsonMalformed, "$", "Bytes follow the value.");
            }
        }
        catch (JsonException fault)
        {
            // The reader's own message quotes the byte it met; only the place may be told.
            var isDeep = shape.reader.CurrentDepth >= LargestDepth;
            var kind = isDeep ? ProblemKinds.JsonTooDeep : ProblemKinds.JsonMalformed;
            shape.Fail(kind, "$", $"Reading stopped at line {fault.LineNumber + 1}, byte {fault.BytePositionInLine}.");
        }

        problem = shape.problem!;
        return shape.problem is null;
    }

    private bool Value(JsonTypeInfo? contract, Type type, string path)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.ValueSpan.Length > LongestNumber)
        {
            return Fail(type == typeof(WireAmount) ? ProblemKinds.AmountOverflow : ProblemKinds.MemberInvalid, path);
        }

        return contract?.Kind switch
        {
            JsonTypeInfoKind.Object => Object(contract, path),
            JsonTypeInfoKind.Enumerable => Elements(contract, path),
            _ => Scalar(type, path),
        };
    }

    private bool Object(JsonTypeInfo contract, string path)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return Fail(ProblemKinds.MemberWrongType, path);
        }

        var seen = new bool[contract.Properties.Count];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var index = Find(contract, path);
            if (index < 0)
            {
                return false;
            }

            var property = contract.Properties[index];
            var memberPath = path + "." + property.Name;
            if (seen[index])
            {
                return Fail(ProblemKinds.MemberDuplicate, memberPath);
            }

            seen[index] = true;
            if (!Member(contract, property, memberPath))
            {
                return false;
            }
        }

        return AllRequiredSeen(contract, seen, path);
    }

    private bool Member(JsonTypeInfo contract, JsonPropertyInfo property, string path)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return property.IsSetNullable || Fail(ProblemKinds.MemberNull, path);
        }

        return Value(contract.Options.GetTypeInfo(property.PropertyType), property.PropertyType, path);
    }

    private bool AllRequiredSeen(JsonTypeInfo contract, bool[] seen, string path)
    {
        for (var index = 0; index < seen.Length; index++)
        {
            var property = contract.Properties[index];
            if (property.IsRequired && !seen[index])
            {
                return Fail(ProblemKinds.MemberMissing, path + "." + property.Name);
            }
        }

        return true;
    }

    private bool Elements(JsonTypeInfo contract, string path)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return Fail(ProblemKinds.MemberWrongType, path);
        }

        var elementType = contract.ElementType!;
        var element = contract.Options.GetTypeInfo(elementType);
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (!Value(element, elementType, $"{path}[{index}]"))
            {
                return false;
            }
        }

        return true;
    }

    private bool Scalar(Type type, string path)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        var fits = reader.TokenType switch
        {
            JsonTokenType.String => plain == typeof(string) || plain == typeof(WireSecret) || IsName(plain),
            JsonTokenType.Number => plain == typeof(WireAmount) || plain == typeof(long) || plain == typeof(int),
            JsonTokenType.True or JsonTokenType.False => plain == typeof(bool),
            _ => false,
        };
        return fits || Fail(ProblemKinds.MemberWrongType, path);
    }

    private static bool IsName(Type type)
        => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(WireName<>);

    private int Find(JsonTypeInfo contract, string path)
    {
        for (var index = 0; index < contract.Properties.Count; index++)
        {
            if (reader.ValueTextEquals(contract.Properties[index].Name))
            {
                return index;
            }
        }

        var name = reader.ValueIsEscaped || reader.ValueSpan.Length > 64
            ? "" : Encoding.UTF8.GetString(reader.ValueSpan);
        var wrongCase = -1;
        for (var index = 0; index < contract.Properties.Count; index++)
        {
            if (string.Equals(name, contract.Properties[index].Name, StringComparison.OrdinalIgnoreCase))
            {
                wrongCase = index;
            }
        }

        if (wrongCase >= 0)
        {
            Fail(ProblemKinds.MemberWrongCase, path + "." + contract.Properties[wrongCase].Name);
        }
        else
        {
            Fail(ProblemKinds.MemberUnknown, LooksLikeAName(name) ? path + "." + name : path);
        }

        return -1;
    }

    private static bool LooksLikeAName(string name)
        => name.Length is > 0 and <= 40 && name.All(c => char.IsAsciiLetter(c) || c == '_');

    private bool Fail(ProblemKind kind, string path, string? detail = null)
    {
        problem ??= new Problem(kind, detail, path);
        return false;
    }
}
