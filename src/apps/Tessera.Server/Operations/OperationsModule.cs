using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Scalar.AspNetCore;
using Tessera.Hsm;
using Tessera.Journal.Shards;
using Tessera.Server.World;

namespace Tessera.Server.Operations;

/// <summary>What operators use: health, metrics, traces, the status page, the API reference and the docs of
/// problems.</summary>
internal static class OperationsModule
{
    public const string MeterName = "Tessera.Server";

    public static void Register(IServiceCollection services)
    {
        services.AddSingleton<StatusPage>();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = ServerJson.Default.Options.PropertyNamingPolicy;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ServerJson.Default);
        });
        services.AddOpenApi("v1", openApi =>
        {
            openApi.AddDocumentTransformer(OpenApiDetails.ApplyAsync);
            openApi.AddSchemaTransformer(WireSchemas.ApplyAsync);
        });
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("tessera"))
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddMeter(MeterName, ShardMeter.Name, MeteredHsm.MeterName, "System.Runtime")
                .AddPrometheusExporter());

        // Traces are made only where an operator names a collector, by the variable that OpenTelemetry knows; OTLP over
        // HTTP.
        if (Uri.TryCreate(
            Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT"), UriKind.Absolute, out var collector))
        {
            telemetry.WithTracing(tracing => Trace(tracing, collector));
        }
    }

    private static void Trace(TracerProviderBuilder tracing, Uri collector) =>
        tracing.AddAspNetCoreInstrumentation().AddSource(MeterName).AddOtlpExporter(exporter =>
        {
            exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
            exporter.Endpoint = new Uri(collector, "/v1/traces");
        });

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Text("live"));
        routes.MapGet("/health/ready", Ready);
        routes.MapPrometheusScrapingEndpoint("/metrics");
        routes.MapOpenApi("/openapi/{documentName}.json");
        routes.MapScalarApiReference("/reference", reference => reference
            .WithTitle("Tessera API")
            .WithOpenApiRoutePattern("/openapi/{documentName}.json")
            .DisableDefaultFonts()
            .DisableAgent());
        routes.MapGet("/", (HttpContext context, StatusPage page) => page.WriteAsync(context))
            .ExcludeFromDescription();
        routes.MapGet("/status", Status).ExcludeFromDescription();
        routes.MapGet("/assets/{name}", Asset).ExcludeFromDescription();
        routes.MapGet("/docs/terms/{version}", ProblemDocs.Terms).ExcludeFromDescription();
        routes.MapGet("/docs/problems", () => ProblemDocs.Index()).ExcludeFromDescription();
        routes.MapGet("/docs/problems/{code}", (string code) => ProblemDocs.Page(code)).ExcludeFromDescription();
    }

    // Ready means: a command sent now would be decided.
    private static IResult Ready(StopSignal stop, LiveCounters counters, TesseraWorld world)
        => !stop.IsStopping && counters.IsReady && world.Shard.Status == ShardStatus.Serving
            ? Results.Text("ready")
            : Results.Text("not ready", statusCode: StatusCodes.Status503ServiceUnavailable);

    private static IResult Status(LiveCounters counters, TesseraWorld world)
        => Results.Json(counters.Read(world.Projections.Lag), ServerJson.Default.StatusView);

    private static IResult Asset(string name)
        => EmbeddedPages.TryFind(name, out var bytes, out var contentType)
            ? Results.Bytes(bytes, contentType)
            : Results.NotFound();
}
