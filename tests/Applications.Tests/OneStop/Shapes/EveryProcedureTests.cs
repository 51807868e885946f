using Shouldly;
using VanLang.Directory.Contracts;
using VanLang.Forms.Contracts;
using VanLang.Kernel.Definitions;
using VanLang.OneStop.Catalogue;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Results;
using VanLang.Processes.Contracts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Shapes;

/// <summary>
/// What the province's data let people file can be filled in, priced, taken in and decided by somebody, and its result printed. How it is signed and returned
/// is the same for all of a shape and walked in <see cref="ShapeJourneyTests"/>.
/// </summary>
public sealed class EveryProcedureTests
{
    const string Ward = "xa2025-07900";

    [Fact]
    public async Task Every_procedure_that_can_be_filed_today_reaches_the_signature()
    {
        await using ShapeWalk walk = await ShapeWalk.On("2026-11-23 08:00");
        DateOnly day = new(2026, 11, 23);
        List<Procedure> filed = [.. (await walk.House.Get<ProcedureCatalogue>().All(day, DemonstrationHouse.Token)).Where(procedure => procedure.CanBeFiled)];
        filed.Count.ShouldBeGreaterThan(25);
        List<string> faults = [];
        foreach (Procedure procedure in filed)
        {
            try
            {
                await Walk(walk, procedure, day);
            }
            catch (Exception e) when (e is ShouldAssertException or InvalidOperationException)
            {
                faults.Add($"{procedure.Code} {procedure.Form}: {e.Message}");
            }
        }

        faults.ShouldBeEmpty();
    }

    static async Task Walk(ShapeWalk walk, Procedure procedure, DateOnly day)
    {
        FormContext context = new(walk.Clock.GetUtcNow(), new Dictionary<string, object?> { ["tra_cuu_dan_cu"] = null });
        Definition definition = (await walk.House.Get<ProcedureCatalogue>().Form(procedure.Form!, day, DemonstrationHouse.Token)).ShouldNotBeNull();
        FormSchema declaration = await walk.House.Get<FormLibrary>().Version(procedure.Form!, definition.Version);
        IReadOnlyList<AgencyRecord> counters = await walk.House.Get<ReceivingAgencies>().Of(procedure, day, DemonstrationHouse.Token);
        counters.ShouldNotBeEmpty();
        AgencyRecord counter = counters.FirstOrDefault(agency => agency.Key == Ward) ?? counters[0];

        string code = await walk.File(procedure.Code, counter.Key, Typist.Fill(declaration, context, FormPrefill.None, commune: "07900"));
        Dossier dossier = (await walk.Dossier(code)).Dossier;
        FormSchema form = (await walk.House.Get<PrepareResult>().Form(procedure, day, DemonstrationHouse.Token)).ShouldNotBeNull();
        Dictionary<string, AnswerValue> known = FormAnswers.FromJson(dossier.Answers).Values.Where(answer => answer.Value is not null)
            .ToDictionary(answer => $"dossier.{answer.Key}", answer => answer.Value!);
        await walk.Go(code, Typist.Fill(form, context, form.Prefill(known), commune: "07900"), until: StepActions.Sign);

        WorkItem signature = (await walk.Open(code)).ShouldHaveSingleItem();
        signature.Action.ShouldBe(StepActions.Sign);
        foreach (string role in new[] { signature.Role, "registry-clerk" })
            (await walk.Official(signature.AgencyId.ShouldNotBeNull(), role)).ShouldNotBeNull();
    }
}
