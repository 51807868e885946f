using System.CommandLine;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using VanLang.Hosting;
using VanLang.Identity.Contracts;

namespace VanLang.Bench.Http;

/// <summary>The program as a process of its own on a free port, on the folder and the database of a house; beside it a bare page of the same server.</summary>
sealed class Server : IAsyncDisposable
{
    /// <summary>How large the bare page is that pages of the program are measured by.</summary>
    public const int BareBytes = 20_000;

    readonly Process process;

    Server(Process process, string address, string bare)
    {
        this.process = process;
        Address = new(address);
        Bare = new(bare);
    }

    public Uri Address { get; }

    /// <summary>A fixed page by Kestrel alone.</summary>
    public Uri Bare { get; }

    /// <summary>Processor time that the program has taken so far, all threads together.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    public static async Task<Server> Start(string connection)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            ArgumentList = { "serve", House.Folder.Value },
        };
        start.Environment["VANLANG_DATABASE"] = connection;
        Process process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Split(' ') is not ["ready", var address, var bare])
                continue;
            // Whatever else it says is of no interest, but must be read.
            _ = process.StandardOutput.ReadToEndAsync();
            return new(process, address, bare);
        }

        throw new InvalidOperationException("The program did not start.");
    }

    /// <summary>The hidden command that is this process.</summary>
    public static Command Command()
    {
        Argument<string> folder = new("folder");
        Command command = new("serve") { folder };
        command.Hidden = true;
        command.SetAction((parsed, token) => Serve(parsed.GetRequiredValue(folder), token));
        return command;
    }

    static async Task Serve(string folder, CancellationToken cancellationToken)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        await using WebApplication bare = builder.Build();
        byte[] page = System.Text.Encoding.UTF8.GetBytes(new string('x', BareBytes));
        bare.Run(context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            return context.Response.Body.WriteAsync(page, context.RequestAborted).AsTask();
        });
        await bare.StartAsync(cancellationToken);
        await using WebApplication app = await WebProgram.Start(new RunOptions(0, folder, Date: null, Empty: false), cancellationToken);
        Console.WriteLine($"ready {app.Urls.First()} {bare.Urls.First()}");
        // It ends with who started it.
        await Console.In.ReadToEndAsync(cancellationToken);
        await app.StopAsync(CancellationToken.None);
    }

    /// <summary>Ends it in the middle of what it does (SIGKILL).</summary>
    public void Kill() => process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
