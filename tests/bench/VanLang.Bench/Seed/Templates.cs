using Microsoft.EntityFrameworkCore;
using VanLang.Directory.Contracts;
using VanLang.Hosting;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Load.Crash;
using VanLang.OneStop.Catalogue;
using VanLang.OneStop.Dossiers;

namespace VanLang.Bench.Seed;

/// <summary>A dossier that was worked for real up to a step.</summary>
sealed record Template(Guid DossierId, Guid InstanceId, DateTimeOffset SubmittedAt);

/// <summary>A procedure of the catalogue in its version of today.</summary>
sealed record ProcedureChoice(string Code, string Name, string Version);

/// <summary>What the copies are made of.</summary>
/// <param name="Open">Dossiers that wait at the clerk's, the officer's, the leader's and the records clerk's desk.</param>
/// <param name="Finished">One that was returned.</param>
/// <param name="Agencies">Agencies by how much they have to do; first the one whose people sign in.</param>
sealed record Templates(IReadOnlyList<Template> Open, Template Finished, IReadOnlyList<Guid> Agencies, IReadOnlyList<ProcedureChoice> Procedures)
{
    /// <summary>The procedure that the templates were filed under: only its copies can be worked on.</summary>
    public const string FiledUnder = "2.000635";

    public static async Task<Templates> Make(House house)
    {
        await DemonstrationStart.Prepare(house.Services, CancellationToken.None);
        DossierWalk walk = new(house.Services, await Cast.Of(house.Services), await File.ReadAllTextAsync(Path.Combine(House.Folder.Value, "keys", "demonstration-pin")));
        List<Template> made = [];
        Func<string, Task>[] steps = [walk.Accept, walk.Prepare, walk.Sign, walk.Issue, code => Return(walk, code)];
        for (int upTo = 0; upTo <= steps.Length; upTo++)
        {
            // The step of the records clerk is followed by the hand-over; it, too, is a desk where work waits.
            string code = (await walk.Submit(await walk.Draft())).Code;
            foreach (Func<string, Task> step in steps.Take(upTo))
                await step(code);
            made.Add(await house.Get<UnitOfWork>().Read(
                (db, token) => db.Set<Dossier>().Where(d => d.Code == code).Select(d => new Template(d.Id, d.ProcessInstanceId, d.SubmittedAt)).SingleAsync(token), CancellationToken.None));
        }

        while (await house.Get<RecordSequencer>().Seal(CancellationToken.None) + await house.Get<RecordDelivery>().Deliver(CancellationToken.None) > 0)
        {
        }

        return new(made[..^1], made[^1], await AgenciesOf(house, walk), await ProceduresOf(house));
    }

    static async Task Return(DossierWalk walk, string code)
    {
        await walk.Collect(code);
        await walk.Return(code);
    }

    static async Task<IReadOnlyList<Guid>> AgenciesOf(House house, DossierWalk walk)
    {
        DateOnly day = VietnamTime.DateOf(DateTimeOffset.UtcNow);
        Guid first = walk.Cast["one-stop-clerk"].AgencyId!.Value;
        List<AgencyRecord> communes = await house.Get<DirectoryQueries>().Agencies(day, AgencyLevel.Commune, CancellationToken.None);
        return [first, .. communes.Select(agency => agency.Id).Where(id => id != first).Order()];
    }

    static async Task<IReadOnlyList<ProcedureChoice>> ProceduresOf(House house)
    {
        DateOnly day = VietnamTime.DateOf(DateTimeOffset.UtcNow);
        List<ProcedureChoice> choices = [];
        foreach (Definition definition in await house.Get<DefinitionStore>().AllInForce(ProcedureCatalogue.Kind, day, CancellationToken.None))
        {
            Procedure procedure = await house.Get<ProcedureCatalogue>().Version(definition.Key, definition.Version);
            if (procedure.Form is not null)
                choices.Add(new(procedure.Code, procedure.Name.Vi, definition.Version));
        }

        // The templates' own procedure is the most asked for.
        return [.. choices.OrderByDescending(choice => choice.Code == FiledUnder).ThenBy(choice => choice.Code, StringComparer.Ordinal)];
    }
}
