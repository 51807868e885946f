using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace VanLang.Platform.Tests.Identity;

/// <summary>The door of an application at which it is told of ended sessions: it listens, refuses or takes its time.</summary>
sealed class ToldParty : IAsyncDisposable
{
    readonly WebApplication app;

    ToldParty(WebApplication app) => this.app = app;

    public ConcurrentQueue<string> Tokens { get; } = [];

    /// <summary>How often somebody knocked, whatever was answered.</summary>
    public int Knocks { get; private set; }

    public int Answers { get; set; } = StatusCodes.Status200OK;

    /// <summary>It takes the connection and says nothing until it is let go.</summary>
    public TaskCompletionSource? Holds { get; set; }

    public string Address => $"{app.Urls.First()}/het-phien";

    public static async Task<ToldParty> Open()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0").UseKestrel();
        builder.Logging.ClearProviders();
        WebApplication app = builder.Build();
        ToldParty party = new(app);
        app.MapPost("/het-phien", party.Take);
        await app.StartAsync(House.Token);
        return party;
    }

    async Task Take(HttpContext context)
    {
        Knocks++;
        if (Holds is { } holds)
            await holds.Task;
        context.Response.StatusCode = Answers;
        context.Response.Headers.Location = "http://127.0.0.1:9/";
        if (Answers == StatusCodes.Status200OK)
            Tokens.Enqueue((await context.Request.ReadFormAsync(House.Token))["logout_token"].ToString());
    }

    public async ValueTask DisposeAsync()
    {
        Holds?.TrySetResult();
        await app.DisposeAsync();
    }
}
