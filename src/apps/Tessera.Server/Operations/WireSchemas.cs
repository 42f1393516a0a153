using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Tessera.Server.Operations;

/// <summary>How the wire's own types read in the OpenAPI document: what JSON shows, not what C# holds.</summary>
internal static class WireSchemas
{
    public static Task ApplyAsync(
        OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancel)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type == typeof(WireAmount))
        {
            schema.Type = JsonSchemaType.Integer;
            schema.Format = "int64";
            schema.Description = "Minor units, above zero, at most twelve digits.";
        }
        else if (type == typeof(WireSecret))
        {
            schema.Type = JsonSchemaType.String;
        }
        else if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(WireName<>))
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. Enum.GetNames(type.GetGenericArguments()[0])
                .Select(name => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name))
                .Select(name => (System.Text.Json.Nodes.JsonNode)name)];
        }

        return Task.CompletedTask;
    }
}
