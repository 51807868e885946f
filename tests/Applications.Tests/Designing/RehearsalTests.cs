using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Applications.Tests.OneStop;
using VanLang.Designing.Changes;
using VanLang.Designing.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Jobs;
using VanLang.OneStop;
using VanLang.OneStop.Law.Rehearsals;
using Xunit;

namespace VanLang.Applications.Tests.Designing;

public sealed class RehearsalTestsOnSqlite(DesigningOnSqlite desk) : RehearsalTests(desk), IClassFixture<DesigningOnSqlite>;

public sealed class RehearsalTestsOnPostgres(DesigningOnPostgres desk) : RehearsalTests(desk), IClassFixture<DesigningOnPostgres>;

/// <summary>Dossiers of the past played under a change that is not in force. Each test works on dossiers of a day of its own.</summary>
public abstract class RehearsalTests(DesigningDesk desk) : IAsyncLifetime
{
    const string Table = "thu-tuc-2.000635", Form = "to-khai-ban-sao-trich-luc", Process = "tra-trong-ngay";

    readonly DemonstrationHouse house = desk.House;
    DateOnly day;

    static CancellationToken Token => DemonstrationHouse.Token;

    public ValueTask InitializeAsync()
    {
        // The next Monday, nine o'clock.
        day = VietnamTime.DateOf(desk.Clock.GetUtcNow());
        do
            day = day.AddDays(1);
        while (day.DayOfWeek != DayOfWeek.Monday);
        desk.Clock.SetUtcNow(VietnamTime.At(day, new TimeOnly(9, 0)).ToUniversalTime());
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Tables_tell_who_pays_otherwise_and_who_would_have_been_late()
    {
        string open = (await house.Walk.Submit(await house.Walk.Draft())).Code;
        string quick = await Finished(TimeSpan.FromHours(2)), slow = await Finished(TimeSpan.FromHours(27));
        Guid shorter = await Changed("decision", Table, text => text
            .Replace("8000 * so_luong", "10000 * so_luong", StringComparison.Ordinal).Replace("\"in-day\"", "\"working-hour\"", StringComparison.Ordinal).Replace("\"15:00\"", "null", StringComparison.Ordinal));

        Rehearsal done = await Played(shorter);
        List<RehearsalRow> rows = await Rows(done);

        (done.State, done.Dossiers, done.Looked, done.Touched).ShouldBe((RehearsalState.Finished, 3, 3, 3));
        rows.Where(row => row.Kind == RehearsedKind.Fee).Select(row => row.Code).ShouldBe([quick, slow, open], ignoreOrder: true);
        rows.Where(row => row.Kind == RehearsedKind.Fee).ShouldAllBe(row => row.Difference == 4000 && row.Before!.Contains("16.000 đ") && row.After!.Contains("20.000 đ"));
        // Due at ten o'clock instead of the end of the day; the other was late before, too.
        RehearsalRow late = rows.Single(row => row.Kind == RehearsedKind.Late);
        (late.Code, late.Difference).ShouldBe((quick, 60));
        RehearsalTally fees = (await house.Get<RehearsalReader>().Tallies(done.Id, Token)).Single(tally => tally.Kind == RehearsedKind.Fee);
        (fees.Dossiers, fees.More, fees.Less).ShouldBe((3, 12_000, 0));
        (await house.Verify()).ShouldBeEmpty();

        Guid longer = await Changed("decision", Table, text => text.Replace("<text>1</text>", "<text>2</text>", StringComparison.Ordinal).Replace("\"in-day\"", "\"working-day\"", StringComparison.Ordinal).Replace("\"15:00\"", "null", StringComparison.Ordinal));
        (await Rows(await Played(longer))).Where(row => row.Kind == RehearsedKind.InTime).Select(row => row.Code).ShouldBe([slow]);
    }

    [Fact]
    public async Task A_form_tells_field_by_field_which_answers_it_refuses_misses_or_no_longer_asks()
    {
        string code = (await house.Walk.Submit(await house.Walk.Draft())).Code;
        Guid change = await Changed("form", Form, text =>
        {
            JsonObject form = JsonNode.Parse(text)!.AsObject();
            JsonObject page = Page(form, "dk_noi");
            JsonArray fields = page["components"]!.AsArray();
            Field(fields, "dk_noi")["validate"] = new JsonObject { ["maxLength"] = 5 };
            fields.Remove(Field(fields, "dk_so"));
            fields.Add(JsonNode.Parse("""{"type":"textfield","key":"ly_do","label":"Lý do xin bản sao","validate":{"required":true},"properties":{"labelEn":"Why"}}"""));
            JsonObject amount = Page(form, "so_luong");
            amount.Parent!.AsArray().Remove(amount);
            return form.ToJsonString();
        });

        List<RehearsalRow> rows = await Rows(await Played(change));

        rows.ShouldAllBe(row => row.Code == code);
        rows.Select(row => (row.Kind, row.Place)).ShouldBe([(RehearsedKind.Refused, "dk_noi"), (RehearsedKind.Unanswered, "ly_do"), (RehearsedKind.Dropped, "so_luong")], ignoreOrder: true);
        rows.Single(row => row.Kind == RehearsedKind.Unanswered).PlaceName.ShouldNotBeNull().ShouldContain("Lý do xin bản sao");
        // What the citizen answered is nowhere in what is kept.
        rows.ShouldAllBe(row => row.Before == null && !(row.After ?? "").Contains("Gia Cẩm"));
    }

    [Fact]
    public async Task A_process_is_played_with_the_real_steps_and_a_step_more_makes_late()
    {
        string code = await Finished(TimeSpan.FromHours(6));
        Guid renamed = await Changed("process", Process, text => text.Replace("Ký duyệt kết quả", "Ký", StringComparison.Ordinal));
        // The same steps are played to the same minute: nothing comes out otherwise.
        (await Rows(await Played(renamed))).ShouldBeEmpty();

        Guid more = await Changed("process", Process, text => text
            .Replace("sourceRef=\"sign-result\" targetRef=\"issue\"", "sourceRef=\"sign-result\" targetRef=\"doi-chieu\"", StringComparison.Ordinal)
            .Replace("<bpmn:incoming>f-sign-result--issue</bpmn:incoming>", "<bpmn:incoming>f-doi-chieu--issue</bpmn:incoming>", StringComparison.Ordinal)
            .Replace("<bpmn:sequenceFlow id=\"f-issue--same-place\"", """
                <bpmn:userTask id="doi-chieu" name="Đối chiếu" vl:candidateRole="officer" vl:candidateUnit="competent" vl:action="check" vl:outcomes="checked" vl:shareHours="8">
                  <bpmn:incoming>f-sign-result--issue</bpmn:incoming>
                  <bpmn:outgoing>f-doi-chieu--issue</bpmn:outgoing>
                </bpmn:userTask>
                <bpmn:sequenceFlow id="f-doi-chieu--issue" sourceRef="doi-chieu" targetRef="issue" />
                <bpmn:sequenceFlow id="f-issue--same-place"
                """, StringComparison.Ordinal));
        List<RehearsalRow> rows = await Rows(await Played(more));

        rows.ShouldAllBe(row => row.Code == code);
        rows.Select(row => (row.Kind, row.Place)).ShouldBe([(RehearsedKind.MoreSteps, "doi-chieu"), (RehearsedKind.Late, "")], ignoreOrder: true);
    }

    [Fact]
    public async Task It_ends_when_it_is_cancelled_and_when_the_change_is_written_in()
    {
        await house.Walk.Submit(await house.Walk.Draft());
        Guid change = await Changed("decision", Table, text => text.Replace("8000 * so_luong", "10000 * so_luong", StringComparison.Ordinal));
        Guid cancelled = await Started(change, desk.First);
        (await house.Get<CancelRehearsal>().Handle(cancelled, Key, desk.First, Token)).Failure.ShouldBeNull();
        await RunJobs();
        Rehearsal ended = await Find(cancelled);
        (ended.State, ended.Looked).ShouldBe((RehearsalState.Cancelled, 0));
        (await house.Get<CancelRehearsal>().Handle(cancelled, Key, desk.First, Token)).Failure!.Code.ShouldBe(RehearsalErrors.Ended);

        Guid outdated = await Started(change, desk.First);
        await house.Get<TakeUpFile>().Handle(change, "process", Process, null, null, isTest: false, Key, desk.First, Token);
        await RunJobs();
        (await Find(outdated)).State.ShouldBe(RehearsalState.Outdated);
    }

    [Fact]
    public async Task It_is_refused_without_a_period_without_anything_to_play_and_for_a_file_that_cannot_be_read()
    {
        StartRehearsal start = house.Get<StartRehearsal>();
        Guid change = await Changed("decision", Table, text => text.Replace("8000 * so_luong", "10000 * so_luong", StringComparison.Ordinal));
        foreach ((DateOnly? from, DateOnly? last) in ((DateOnly?, DateOnly?)[])[(null, day), (day, null), (day, day.AddDays(-1)), (day.AddDays(1), day.AddDays(2))])
            (await start.Handle(change, from, last, Key, desk.First, Token)).Failure!.Code.ShouldBe(RehearsalErrors.PeriodWrong);
        Guid faulty = await Changed("decision", Table, text => text.Replace("hitPolicy=\"UNIQUE\"", "hitPolicy=\"SOME\"", StringComparison.Ordinal));
        (await start.Handle(faulty, day, day, Key, desk.First, Token)).Failure!.Code.ShouldBe(RehearsalErrors.FileFaulty);
        Guid nothing = await Changed("template", "phieu-tu-choi", text => text.Replace("\"verified\": false", "\"verified\":  false", StringComparison.Ordinal));
        (await start.Handle(nothing, day, day, Key, desk.First, Token)).Failure!.Code.ShouldBe(RehearsalErrors.NothingToPlay);
        (await start.Handle(Guid.NewGuid(), day, day, Key, desk.First, Token)).Failure!.Code.ShouldBe(RehearsalErrors.NotFound);
    }

    [Fact]
    public async Task Who_may_see_one_agency_rehearses_its_dossiers_and_sees_no_other_rehearsal()
    {
        string code = (await house.Walk.Submit(await house.Walk.Draft())).Code;
        Guid change = await Changed("decision", Table, text => text.Replace("8000 * so_luong", "10000 * so_luong", StringComparison.Ordinal));
        Actor clerk = house.Walk.Cast["one-stop-clerk"], leader = house.Walk.Cast["leader"];
        foreach (Actor without in (Actor[])[clerk, leader, house.Walk.Cast["citizen"], Actor.Nobody])
            (await house.Get<StartRehearsal>().Handle(change, day, day, Key, without, Token)).Failure!.Code.ShouldBe(KernelErrors.Forbidden);

        Actor own = clerk with { Permissions = new HashSet<string> { DesignPermissions.Draw, OneStopPermissions.Impact } };
        Actor other = own with { AgencyId = Guid.NewGuid() };
        Rehearsal here = await Played(change, own), elsewhere = await Played(change, other), everywhere = await Played(change);
        (await Rows(here)).Select(row => row.Code).ShouldContain(code);
        (here.AgencyId, elsewhere.Dossiers, everywhere.AgencyId).ShouldBe((own.AgencyId, 0, null));

        RehearsalReader reader = house.Get<RehearsalReader>();
        (await reader.Find(here.Id, own, Token)).ShouldNotBeNull();
        (await reader.Find(here.Id, desk.Second, Token)).ShouldNotBeNull();
        (await reader.Find(here.Id, other, Token)).ShouldBeNull();
        (await reader.Find(here.Id, leader, Token)).ShouldBeNull();
        (await reader.Find(everywhere.Id, own, Token)).ShouldBeNull();
        (await house.Get<CancelRehearsal>().Handle(here.Id, Key, other, Token)).Failure!.Code.ShouldBe(RehearsalErrors.NotFound);
    }

    static string Key => Guid.NewGuid().ToString("N");

    static JsonObject Page(JsonObject form, string field) => form["components"]!.AsArray().OfType<JsonObject>().First(page => page["components"]!.AsArray().Any(part => part?["key"]?.ToString() == field));

    static JsonObject Field(JsonArray fields, string key) => fields.OfType<JsonObject>().First(field => field["key"]?.ToString() == key);

    async Task<string> Finished(TimeSpan after)
    {
        string code = (await house.Walk.Submit(await house.Walk.Draft())).Code;
        await house.Walk.Accept(code);
        await house.Walk.Collect(code);
        await house.Walk.Prepare(code);
        await house.Walk.Sign(code);
        desk.Clock.Advance(after);
        await house.Walk.Issue(code);
        await house.Walk.Return(code);
        return code;
    }

    /// <summary>A change with this file, altered; scenarios beside a process are taken away, as they tell the old way.</summary>
    async Task<Guid> Changed(string kind, string key, Func<string, string> alter)
    {
        Guid change = (await house.Get<StartChange>().Handle("Diễn tập", Key, desk.First, Token)).Value;
        Guid file = (await house.Get<TakeUpFile>().Handle(change, kind, key, null, null, isTest: false, Key, desk.First, Token)).Value;
        string text = (await house.Get<ChangeReader>().Find(change, Token))!.Files.Single().Content, altered = alter(text);
        altered.ShouldNotBe(text);
        (await house.Get<SaveFile>().Handle(file, 0, altered, desk.First, Token)).Failure.ShouldBeNull();
        if (kind == "process")
        {
            Guid tests = (await house.Get<TakeUpFile>().Handle(change, kind, key, null, null, isTest: true, Key, desk.First, Token)).Value;
            (await house.Get<SaveFile>().Handle(tests, 0, "{ \"scenarios\": [] }", desk.First, Token)).Failure.ShouldBeNull();
        }

        return change;
    }

    async Task<Guid> Started(Guid change, Actor actor)
    {
        Outcome<Guid> started = await house.Get<StartRehearsal>().Handle(change, day, day, Key, actor, Token);
        started.Failure.ShouldBeNull();
        return started.Value;
    }

    async Task<Rehearsal> Played(Guid change, Actor? actor = null)
    {
        Guid id = await Started(change, actor ?? desk.First);
        await RunJobs();
        return await Find(id);
    }

    async Task RunJobs()
    {
        JobService jobs = ActivatorUtilities.CreateInstance<JobService>(house.Services);
        while (await jobs.RunDue(Token) > 0)
        {
        }
    }

    Task<Rehearsal> Find(Guid id) => house.Read((db, token) => db.Set<Rehearsal>().SingleAsync(one => one.Id == id, token));

    Task<List<RehearsalRow>> Rows(Rehearsal rehearsal) => house.Read((db, token) => db.Set<RehearsalRow>().Where(row => row.RehearsalId == rehearsal.Id).OrderBy(row => row.Number).ToListAsync(token));
}
