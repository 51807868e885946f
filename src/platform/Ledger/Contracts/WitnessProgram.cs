using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VanLang.Ledger.Witnesses;
using VanLang.Transparency;

namespace VanLang.Ledger.Contracts;

/// <summary>This program as the witness of somebody else's log: no database, a folder with its key and the heads it has signed.</summary>
public static partial class WitnessProgram
{
    const int LargestRequest = 128 * 1024;

    /// <summary>Listens on loopback; what stands before it to the outside is the operator's.</summary>
    /// <param name="port">0 lets the system choose.</param>
    /// <param name="folder">Of this one witness.</param>
    /// <param name="name">Name of its key: an address without scheme.</param>
    /// <param name="logs">Keys of the logs that it witnesses.</param>
    /// <exception cref="IOException">The port or the folder is in use.</exception>
    public static async Task<(WebApplication App, VerifierKey Key)> Start(int port, string folder, string name, IReadOnlyList<VerifierKey> logs, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}").ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
        });
        Witness witness = Witness.Open(folder, name, logs, TimeProvider.System);
        // By a factory, so that it is disposed with the program.
        builder.Services.AddSingleton(_ => witness);
        WebApplication app = builder.Build();
        app.Services.GetRequiredService<Witness>();
        app.MapGet("/khoa", () => Results.Text($"{witness.Key}\n"));
        app.MapPost($"/{WitnessRequest.Path}", Add);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return (app, witness.Key);
    }

    static async Task<IResult> Add(HttpContext context, Witness witness, ILoggerFactory log, CancellationToken cancellationToken)
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body, cancellationToken);
        WitnessVerdict verdict = await witness.Add(body.ToArray(), cancellationToken);
        if (verdict.Status is StatusCodes.Status422UnprocessableEntity || (verdict.Status is StatusCodes.Status409Conflict && verdict.Body.Length == 0))
            LogForked(log.CreateLogger(typeof(WitnessProgram)));
        return Results.Text(verdict.Body, verdict.ContentType, statusCode: verdict.Status);
    }

    [LoggerMessage(Level = LogLevel.Critical, Message = "A log has shown a head that did not grow out of the one it showed before; the request is kept")]
    static partial void LogForked(ILogger logger);
}
