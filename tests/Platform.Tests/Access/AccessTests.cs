using System.Text.Json.Nodes;
using Shouldly;
using VanLang.Access.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Import;
using VanLang.Platform.Tests.Identity;
using Xunit;

namespace VanLang.Platform.Tests.Access;

public sealed class AccessTests : IAsyncLifetime
{
    House house = null!;

    public async ValueTask InitializeAsync() => house = await House.Build();

    public ValueTask DisposeAsync() => house.DisposeAsync();

    [Fact]
    public async Task A_role_grants_what_the_file_says_from_its_first_day()
    {
        (await Import(_ => { })).Counts.Added.ShouldBe(9);
        (await Of("one-stop-clerk", new(2026, 11, 23))).ShouldBe(["dossier.receive", "dossier.return", "dossier.search", "portal.exchange", "account.help-citizens"], ignoreOrder: true);
        (await Of("one-stop-clerk", new(2015, 12, 31))).ShouldBeEmpty();
        (await Of("nobody-knows", new(2026, 11, 23))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_permission_that_no_room_declares_is_refused_with_its_place()
    {
        ImportResult result = await Import(file => file["roles"]![1]!["permissions"]!.AsArray().Add("dossier.receve"));
        ImportProblem problem = result.Problems.Single();
        (problem.Row, problem.Field, problem.Code).ShouldBe(("roles[1] (officer)", "permissions[2]", "access-permission-unknown"));
        problem.ReasonVi.ShouldContain("dossier.receve");
        (await Of("one-stop-clerk", new(2026, 11, 23))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_second_import_changes_nothing()
    {
        await Import(_ => { });
        long events = await house.Events();
        (await Import(_ => { })).Counts.ShouldBe(new ImportCounts(0, 0, 9));
        (await house.Events()).ShouldBe(events);
    }

    [Fact]
    public async Task A_permission_taken_out_of_the_file_ends_today_and_held_until_yesterday()
    {
        await Import(_ => { });
        (await Import(file => file["roles"]![0]!["permissions"]!.AsArray().RemoveAt(0))).Counts.ShouldBe(new ImportCounts(0, 1, 8));
        (await Of("one-stop-clerk", new(2026, 11, 22))).ShouldContain("dossier.receive");
        (await Of("one-stop-clerk", new(2026, 11, 23))).ShouldNotContain("dossier.receive");
        (await house.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_role_taken_out_of_the_file_grants_nothing_more()
    {
        await Import(_ => { });
        await Import(file => file["roles"]!.AsArray().RemoveAt(0));
        (await Of("one-stop-clerk", new(2026, 11, 23))).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_grant_given_by_SQL_is_named()
    {
        await Import(_ => { });
        await house.Sql($"UPDATE role_grants SET permission = 'dossier.sign' WHERE role = 'officer' AND permission = 'dossier.search'");
        (await house.Verify()).Single().Found.ShouldBe("dossier.sign");
    }

    Task<IReadOnlySet<string>> Of(string role, DateOnly day) => house.Get<AccessQueries>().PermissionsOf(role, day, House.Token);

    Task<ImportResult> Import(Action<JsonNode> edit)
    {
        JsonNode file = JsonNode.Parse(File.ReadAllText(House.File("roles.json")))!;
        edit(file);
        string path = Path.Combine(house.Data.Path, "roles.json");
        File.WriteAllText(path, file.ToJsonString());
        return house.Get<ImportRoles>().Execute(path, Actor.System, House.Token);
    }
}
