using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Applications.Tests.OneStop;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Ledger.Contracts;

namespace VanLang.Applications.Tests.Ledger;

/// <summary>What the tests of the log do with a house: its duties done at once, and the verifier as strangers run it.</summary>
static class LedgerHouse
{
    /// <summary>Does a duty of the log as its job does.</summary>
    public static Task Do<T>(this DemonstrationHouse house)
        where T : JobHandler => Do<T>(house.Services);

    /// <inheritdoc cref="Do{T}(DemonstrationHouse)"/>
    public static async Task Do<T>(IServiceProvider services)
        where T : JobHandler
    {
        T duty = services.GetServices<JobHandler>().OfType<T>().Single();
        Func<Work, CancellationToken, Task> act = await duty.Prepare("", DemonstrationHouse.Token);
        Outcome<Done> outcome = await services.GetRequiredService<UnitOfWork>().Execute<Done>(
            new Operation($"job.{duty.Kind}", Actor.System),
            async (work, token) =>
            {
                await work.Db.Set<Job>().Where(job => job.Kind == duty.Kind).ExecuteDeleteAsync(token);
                await act(work, token);
                return new Done();
            },
            DemonstrationHouse.Token);
        outcome.Succeeded.ShouldBeTrue($"{outcome.Failure}");
    }

    public static async Task<string> Key(this DemonstrationHouse house) => $"{(await house.Get<PublishedLog>().Key(DemonstrationHouse.Token)).ShouldNotBeNull()}";

    public static Task<LedgerState> LedgerState(this DemonstrationHouse house) => house.Get<PublishedLog>().State(DemonstrationHouse.Token);

    /// <summary>A path for a new file in the house's folder.</summary>
    public static string NewFile(this DemonstrationHouse house, string extension) => Path.Combine(house.Data.Path, $"{Guid.NewGuid():N}{extension}");

    /// <summary>Exports the whole log to a file.</summary>
    public static async Task<string> Export(this DemonstrationHouse house, long from = 0, long? to = null, bool withPayload = true)
    {
        string path = house.NewFile(".jsonl");
        await using FileStream stream = File.Create(path);
        (await house.Get<LedgerExport>().Write(stream, from, to, withPayload, DemonstrationHouse.Token)).ShouldNotBeNull();
        return path;
    }

    /// <summary><c>vanlang-verify</c>, a process of its own.</summary>
    public static async Task<(int Code, string Said)> Check(params string[] arguments)
    {
        string configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "VanLang.Verify", configuration, "vanlang-verify.dll")));
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(DemonstrationHouse.Token);
        string said = await process.StandardOutput.ReadToEndAsync(DemonstrationHouse.Token);
        await process.WaitForExitAsync(DemonstrationHouse.Token);
        return (process.ExitCode, said + await errors);
    }
}
