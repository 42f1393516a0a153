using System.Reflection;
using System.Reflection.Emit;

namespace Tessera.Tidy;

/// <summary>
/// Walks signatures, fields, locals and the instructions of every method for floating point and decimal.
/// </summary>
internal static class FloatScan
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodeTable = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value);

    public static IEnumerable<Finding> Of(Assembly assembly) => assembly.GetTypes().SelectMany(OfType);

    private static IEnumerable<Finding> OfType(Type type)
    {
        IEnumerable<MethodBase> methods = [.. type.GetMethods(Declared), .. type.GetConstructors(Declared)];
        return type.GetFields(Declared)
            .Where(field => IsFloating(field.FieldType))
            .Select(field => Found(field, field.FieldType))
            .Concat(methods.SelectMany(OfMethod));
    }

    private static IEnumerable<Finding> OfMethod(MethodBase method)
    {
        var signature = Signature(method).FirstOrDefault(IsFloating);
        if (signature is not null)
        {
            yield return Found(method, signature);
        }

        var body = method.GetMethodBody();
        if (body is null)
        {
            yield break;
        }

        foreach (var local in body.LocalVariables.Where(local => IsFloating(local.LocalType)))
        {
            yield return Found(method, local.LocalType);
        }

        foreach (var finding in OfInstructions(method, body.GetILAsByteArray() ?? []))
        {
            yield return finding;
        }
    }

    private static IEnumerable<Finding> OfInstructions(MethodBase method, byte[] code)
    {
        for (var position = 0; position < code.Length;)
        {
            var isWide = code[position] == 0xFE;
            var value = isWide ? unchecked((short)((0xFE << 8) | code[position + 1])) : code[position];
            var operation = OpCodeTable[value];
            position += isWide ? 2 : 1;
            if (operation.Name!.Contains(".r4", StringComparison.Ordinal)
                || operation.Name.Contains(".r8", StringComparison.Ordinal)
                || operation.Name.Contains(".r.", StringComparison.Ordinal))
            {
                yield return new Finding(NameOf(method), 0, $"instruction {operation.Name}");
            }
            else if (operation.OperandType == OperandType.InlineMethod
                && Called(method, BitConverter.ToInt32(code, position)) is { } called
                && Signature(called).FirstOrDefault(IsFloating) is { } type)
            {
                yield return new Finding(NameOf(method), 0, $"calls {called.Name}, which works with {type.Name}");
            }

            position += OperandSize(operation, code, position);
        }
    }

    private static int OperandSize(OpCode operation, byte[] code, int position) => operation.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, position)),
        _ => 4,
    };

    private static MethodBase? Called(MethodBase caller, int token) => caller.Module.ResolveMethod(
        token,
        caller.DeclaringType?.GetGenericArguments(),
        caller.IsGenericMethod ? caller.GetGenericArguments() : null);

    private static IEnumerable<Type> Signature(MethodBase method)
    {
        var parameters = method.GetParameters().Select(parameter => parameter.ParameterType);
        return method is MethodInfo function ? parameters.Append(function.ReturnType) : parameters;
    }

    private static bool IsFloating(Type type) =>
        type == typeof(double) || type == typeof(float) || type == typeof(Half) || type == typeof(decimal)
        || (type.HasElementType && IsFloating(type.GetElementType()!))
        || (type.IsConstructedGenericType && type.GetGenericArguments().Any(IsFloating));

    private static Finding Found(MemberInfo member, Type type) => new(NameOf(member), 0, $"has {type.Name}");

    private static string NameOf(MemberInfo member) => $"{member.DeclaringType?.FullName}.{member.Name}";
}
