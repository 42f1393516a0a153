using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Tessera.Server.Operations;

/// <summary>What the framework cannot know about the API: its name, its key, and the header of every POST.</summary>
internal static class OpenApiDetails
{
    public static Task ApplyAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancel)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Tessera API",
            Version = "v1",
            Description = "Cards become tokens, taps become payments. Amounts are integers in minor units.",
        };
        document.Servers = [];
        document.Tags = new HashSet<OpenApiTag>();
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes["api_key"] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "A secret key, sk_test_…",
        };
        foreach (var (path, item) in document.Paths)
        {
            foreach (var (method, operation) in item.Operations ?? [])
            {
                Describe(document, path, method, operation);
            }
        }

        return Task.CompletedTask;
    }

    private static void Describe(
        OpenApiDocument document, string path, HttpMethod method, OpenApiOperation operation)
    {
        Group(document, path, operation);
        if (!path.StartsWith("/v1/", StringComparison.Ordinal))
        {
            return;
        }

        operation.Security = [new() { [new OpenApiSecuritySchemeReference("api_key", document)] = [] }];
        operation.Parameters ??= [];
        if (path.Contains("{id}", StringComparison.Ordinal) && operation.Parameters.All(p => p.Name != "id"))
        {
            operation.Parameters.Add(Text("id", ParameterLocation.Path, "The object's id."));
        }

        if (method == HttpMethod.Post)
        {
            operation.Parameters.Add(Text(
                "Idempotency-Key", ParameterLocation.Header,
                "Names this request for ever; a repeat gets the first answer."));
        }
    }

    // One group for each resource: the first word of the path behind the version.
    private static void Group(OpenApiDocument document, string path, OpenApiOperation operation)
    {
        var words = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var name = words.Length > 1 && string.Equals(words[0], "v1", StringComparison.Ordinal) ? words[1] : "health";
        if (document.Tags!.All(tag => !string.Equals(tag.Name, name, StringComparison.Ordinal)))
        {
            document.Tags!.Add(new OpenApiTag { Name = name });
        }

        operation.Tags = new HashSet<OpenApiTagReference> { new(name, document) };
    }

    private static OpenApiParameter Text(string name, ParameterLocation place, string description) => new()
    {
        Name = name,
        In = place,
        Required = true,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
