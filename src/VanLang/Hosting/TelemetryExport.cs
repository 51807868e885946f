using System.Diagnostics;
using Microsoft.AspNetCore.Routing;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using VanLang.Kernel.Backup;
using VanLang.Kernel.Telemetry;

namespace VanLang.Hosting;

/// <summary>
/// Sends spans and figures to a collector by OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names one. Addresses of visitors, paths, queries and browsers stay here:
/// a span carries the template of its route.
/// </summary>
static class TelemetryExport
{
    static readonly string[] Personal = ["url.query", "user_agent.original", "client.address", "network.peer.address", "network.peer.port", "server.address", "server.port"];

    public static void Add(IServiceCollection services)
    {
        if (Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is not { Length: > 0 })
            return;
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("vanlang", serviceVersion: MakeBackup.ProgramVersion, serviceInstanceId: $"{Environment.MachineName}/{Environment.ProcessId}"))
            .WithTracing(tracing => tracing
                .AddSource(HouseTelemetry.Name)
                .AddAspNetCoreInstrumentation(requests =>
                {
                    requests.Filter = context => !context.Request.Path.StartsWithSegments("/tai-nguyen", StringComparison.Ordinal) && !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal);
                    requests.EnrichWithHttpResponse = (span, response) => Clean(span, response.HttpContext);
                })
                .AddOtlpExporter())
            .WithMetrics(metrics => metrics
                .AddMeter(HouseTelemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
                .AddOtlpExporter());
    }

    internal static void Clean(Activity span, HttpContext context)
    {
        foreach (string tag in Personal)
            span.SetTag(tag, null);
        span.SetTag("url.path", (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "");
    }
}
