using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using VanLang.Forms.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Jobs;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Drafts;
using VanLang.OneStop.Portal;

namespace VanLang.Applications.Tests.OneStop.Portal;

/// <summary>A house that is linked to the simulated portal. Its clock is set by the test: it starts at the present and moves on while the two talk.</summary>
internal sealed class LinkedHouse : IAsyncDisposable
{
    JobService jobs = null!;

    public required SimulatedPortal Portal { get; init; }

    public required DemonstrationHouse House { get; init; }

    public required FakeTimeProvider Clock { get; init; }

    public Actor Clerk => House.Walk.Cast["one-stop-clerk"];

    public Actor Operator => House.Walk.Cast["admin"];

    public static async Task<LinkedHouse> Open(SimulatedPortal portal, string? folder = null)
    {
        FakeTimeProvider clock = new(DateTimeOffset.UtcNow);
        DemonstrationHouse house = await DemonstrationHouse.Open(
            time: clock, folder: folder, settings: new Dictionary<string, string?> { ["Portal:Address"] = portal.Address, ["Portal:Seconds"] = "5" });
        LinkedHouse linked = new() { Portal = portal, House = house, Clock = clock };
        linked.jobs = ActivatorUtilities.CreateInstance<JobService>(house.Services);
        await ActivatorUtilities.CreateInstance<PeriodicJobs>(house.Services).StartAsync(DemonstrationHouse.Token);
        return linked;
    }

    /// <summary>Lets jobs and subscribers work until something is so.</summary>
    public async Task Exchange(Func<Task<bool>> until, string what, int mostRounds = 400)
    {
        for (int round = 0; round < mostRounds; round++)
        {
            while (await jobs.RunDue(DemonstrationHouse.Token) > 0)
            {
            }

            await House.Settle();
            if (await until())
                return;
            Clock.Advance(TimeSpan.FromSeconds(5 + round));
        }

        throw new InvalidOperationException($"It never came to pass: {what}. {string.Join("; ", (await Messages()).Select(m => $"{m.DossierCode} {m.State} {m.HoldReason} {m.HoldDetail} {m.Error}"))}");
    }

    /// <summary>Until every message is settled or waits for somebody, and the portal knows of every dossier.</summary>
    public Task ExchangeAll(int messages) => Exchange(
        async () => await Messages() is { } all && all.Count >= messages && all.All(m => m.State != PortalMessageState.New) && await Behind() == 0, $"{messages} messages are settled");

    public Task<List<PortalMessage>> Messages() => House.Read((db, token) => db.Set<PortalMessage>().OrderBy(m => m.AnnouncedAt).ThenBy(m => m.Id).ToListAsync(token));

    public async Task<PortalMessage> Waiting() => (await Messages()).Single(m => m.State is PortalMessageState.Held or PortalMessageState.Failed);

    public Task<List<Dossier>> Dossiers() => House.Read((db, token) => db.Set<Dossier>().OrderBy(d => d.Code).ToListAsync(token));

    public async Task<MessageCommand> Command(PortalMessage message) =>
        new(message.Id, (await Messages()).Single(m => m.Id == message.Id).Revision, Guid.NewGuid().ToString());

    /// <summary>A dossier of the same person and procedure, brought on paper and not yet accepted.</summary>
    public async Task<string> AtCounter()
    {
        Guid draft = Value(await House.Get<StartDraft>().Handle("2.000635", Clerk.AgencyId!.Value, atCounter: true, Guid.NewGuid().ToString(), Clerk, DemonstrationHouse.Token));
        DraftWithFiles stored = (await House.Get<DraftQueries>().Find(draft, Clerk, DemonstrationHouse.Token)).ShouldNotBeNull();
        FormSchema form = await House.Get<FormLibrary>().Version(stored.Draft.FormKey, stored.Draft.FormVersion);
        FormAnswers answers = FormAnswers.FromJson(SimulatedPortal.Answers().ToJsonString());
        foreach (SchemaPage page in form.Pages)
            Value(await House.Get<SaveDraft>().Page(draft, page, answers, Clerk, DemonstrationHouse.Token));
        Value(await House.Get<SaveDraft>().Counter(draft, ["to-khai", "giay-to-tuy-than"], limitCase: null, Clerk, DemonstrationHouse.Token));
        return Value(await House.Get<SubmitDossier>().Handle(draft, draft.ToString(), Clerk, DemonstrationHouse.Token)).Code;
    }

    public static T Value<T>(Outcome<T> outcome) =>
        outcome.Succeeded ? outcome.Value : throw new InvalidOperationException($"Refused: {outcome.Failure} {string.Join(' ', outcome.Failure.Arguments)}");

    public ValueTask DisposeAsync() => House.DisposeAsync();

    // Dossiers of which the portal knows an earlier status or none.
    Task<int> Behind() => House.Read((db, token) => db.Set<Dossier>().CountAsync(d => !db.Set<PortalSync>().Any(s => s.DossierId == d.Id && s.SentStatus == d.Status), token));
}
