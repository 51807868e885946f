using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using VanLang.Databases;
using VanLang.Hosting;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Jobs;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Results;
using VanLang.OneStop.Results.Elsewhere;
using VanLang.Platform.Tests.Signing;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Signatures;

/// <summary>A house linked to simulated trust services, whose leader signs with keys that are elsewhere.</summary>
public abstract class ElsewhereHouse(StoreKind store) : IAsyncLifetime
{
    internal FakeTimeProvider Clock { get; } = new(DateTimeOffset.UtcNow);

    internal TrustServicesProcess Services { get; private set; } = null!;

    internal DemonstrationHouse House { get; private set; } = null!;

    internal LogLines Log { get; } = new();

    internal Actor Leader => House.Walk.Cast["leader"];

    internal virtual Dictionary<string, string?> Settings => SimulatedTrust.Settings(Services.Address).Append(new("Signatures:Seconds", "30")).ToDictionary();

    public async ValueTask InitializeAsync()
    {
        Services = await TrustServicesProcess.Start();
        House = await DemonstrationHouse.Open(store, Clock, Log, settings: Settings);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await House.DisposeAsync();
        await Services.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A result that waits for the leader, who has opened it.</summary>
    internal async Task<string> Opened()
    {
        string code = (await House.Walk.Submit(await House.Walk.Draft())).Code;
        await House.Walk.Accept(code);
        await House.Walk.Prepare(code);
        (await House.Get<OpenResult>().Handle(code, (await House.Dossier(code)).Result!.ContentHash, Leader, DemonstrationHouse.Token)).Succeeded.ShouldBeTrue();
        return code;
    }

    internal async Task<ChosenResult[]> Chosen(params string[] codes)
    {
        List<ChosenResult> chosen = [];
        foreach (string code in codes)
        {
            StepCommand step = await House.Walk.Command(Leader, code);
            chosen.Add(new(step.WorkItemId, code, step.Revision, (await House.Dossier(code)).Result!.ContentHash));
        }

        return [.. chosen];
    }

    internal Task<Outcome<Asked>> Ask(IReadOnlyList<ChosenResult> chosen, Guid certificate, string key) =>
        House.Get<AskForSignatures>().Handle(chosen, certificate, key, Leader, DemonstrationHouse.Token);

    internal static Guid Id(Outcome<Asked> outcome) => outcome.Value.ShouldNotBeNull($"{outcome.Failure}").RequestId.ShouldNotBeNull();

    internal Task<SigningRequest> Request(Guid id) => House.Read((db, token) => db.Set<SigningRequest>().SingleAsync(request => request.Id == id, token));

    /// <summary>Does what is due now and in the next ten seconds.</summary>
    internal async Task Run(DemonstrationHouse? where = null)
    {
        JobService jobs = ActivatorUtilities.CreateInstance<JobService>((where ?? House).Services);
        for (int round = 0; round < 5; round++)
        {
            while (await jobs.RunDue(DemonstrationHouse.Token) > 0)
            {
            }

            Clock.Advance(TimeSpan.FromSeconds(2));
        }
    }
}
