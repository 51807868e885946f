using System.Net;
using System.Text.RegularExpressions;
using Shouldly;
using VanLang.Applications.Tests.OneStop.Site;
using VanLang.Identity.Contracts;
using VanLang.Load.Crash;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Load;

/// <summary>The pages on load and delay, as heads, administrators and others open them.</summary>
public sealed partial class LoadPagesTests : IAsyncLifetime
{
    const string Page = "/can-bo/tai-viec";

    static readonly string[] Addresses = [Page, $"{Page}/danh-sach", $"{Page}/bang.csv", $"{Page}/danh-sach.csv"];

    RunningProgram program = null!;
    string code = null!;

    public async ValueTask InitializeAsync()
    {
        program = await RunningProgram.Start(day: null);
        DossierWalk walk = new(program.Services, await Cast.Of(program.Services), program.Pin);
        code = (await walk.Submit(await walk.Draft())).Code;
        await walk.Accept(code);
    }

    public ValueTask DisposeAsync() => program.DisposeAsync();

    [Fact]
    public async Task A_head_follows_a_figure_to_its_rows_and_from_there_to_the_case()
    {
        using Guest leader = await SignedIn("leader");
        (await leader.Open("/can-bo")).Links.ShouldContain(Page);
        Opened table = await leader.Open(Page);
        table.Text.ShouldContain("Lập kết quả, trình ký");

        string figure = table.Links.First(link => link.StartsWith($"{Page}/danh-sach?", StringComparison.Ordinal) && link.Contains("muc=Open", StringComparison.Ordinal));
        Opened rows = await leader.Open(figure);
        rows.Text.ShouldContain("1 việc");
        rows.Links.ShouldContain($"/can-bo/ho-so/{code}");
        (await leader.Open($"/can-bo/ho-so/{code}")).Status.ShouldBe(HttpStatusCode.OK);
        (await leader.Open(rows.Links.Single(link => link.StartsWith($"{Page}/danh-sach.csv", StringComparison.Ordinal)))).Html.ShouldContain(code);
        (await leader.Open(table.Links.Single(link => link.StartsWith($"{Page}/bang.csv", StringComparison.Ordinal)))).Html.ShouldContain("Lập kết quả, trình ký");
        // Every order and view that the page offers opens.
        foreach (string link in table.Links.Where(link => link.StartsWith(Page, StringComparison.Ordinal)).Distinct())
            (await leader.Open(link)).Status.ShouldBe(HttpStatusCode.OK, link);
        Opened people = await leader.Open($"{Page}?theo=nguoi");
        people.Text.ShouldContain("Chưa giao ai");
        (await leader.Open($"{Page}?buoc=kh%C3%B4ng+c%C3%B3")).Text.ShouldContain("Không có việc nào đang mở");
        Opened english = await leader.Open($"/en{Page}");
        english.Text.ShouldContain("Load and delay");
        english.Text.ShouldNotContain("Lập kết quả, trình ký");
        // One agency alone is no view by agency.
        table.Text.ShouldNotContain("Mọi đơn vị");
    }

    [Fact]
    public async Task The_province_is_shown_to_who_may_see_it_by_agency_and_without_a_way_into_the_cases()
    {
        using Guest admin = await SignedIn("admin");
        Opened table = await admin.Open($"{Page}?theo=don-vi");
        table.Text.ShouldContain("Ủy ban nhân dân phường Việt Trì");
        Opened rows = await admin.Open(table.Links.First(link => link.StartsWith($"{Page}/danh-sach?", StringComparison.Ordinal)));
        rows.Text.ShouldContain(code);
        rows.Links.ShouldNotContain($"/can-bo/ho-so/{code}");

        // Another agency's head finds nothing, not even under the ward's own address.
        using Guest other = await program.SignedIn(program.SignIns.First(signIn => signIn is { Role: "leader", Position.AgencyName: "Ủy ban nhân dân xã Phùng Nguyên" }));
        string agency = Agency().Match(table.Html).Value;
        foreach (string address in Addresses)
        {
            Opened answer = await other.Open($"{address}?{agency}");
            answer.Status.ShouldBe(HttpStatusCode.OK);
            answer.Html.ShouldNotContain(code);
            answer.Html.ShouldNotContain("Lập kết quả, trình ký");
        }
    }

    [Fact]
    public async Task Nobody_without_the_permission_opens_them()
    {
        using Guest nobody = program.Guest();
        foreach (string address in Addresses)
            (await nobody.Open(address)).Address.ShouldStartWith("/dang-nhap", customMessage: address);
        foreach (string role in new[] { "one-stop-clerk", "officer", "registry-clerk", "citizen" })
        {
            using Guest guest = await SignedIn(role);
            foreach (string address in Addresses)
                (await guest.Open(address)).Status.ShouldBe(HttpStatusCode.Forbidden, $"{address} {role}");
        }
    }

    Task<Guest> SignedIn(string role) => program.SignedIn(program.SignIns.First(signIn => signIn.Role == role));

    [GeneratedRegex("don-vi=[0-9a-f]{32}")]
    private static partial Regex Agency();
}
