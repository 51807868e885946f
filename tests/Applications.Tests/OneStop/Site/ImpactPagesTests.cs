using System.Net;
using System.Text;
using Shouldly;
using VanLang.Applications.Tests.OneStop.Law;
using VanLang.Identity.Contracts;
using VanLang.Kernel.Calendar;
using VanLang.Load.Crash;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Site;

/// <summary>The page that compares a change of the law with the open dossiers, as heads, administrators and others open it.</summary>
public sealed class ImpactPagesTests : IAsyncLifetime
{
    const string Page = "/can-bo/tac-dong";

    static readonly string Today = VietnamTime.DateOf(TimeProvider.System.GetUtcNow()).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    RunningProgram program = null!;
    string code = null!;

    public async ValueTask InitializeAsync()
    {
        program = await RunningProgram.Start(day: null);
        DossierWalk walk = new(program.Services, await Cast.Of(program.Services), program.Pin);
        code = (await walk.Submit(await walk.Draft())).Code;
    }

    public ValueTask DisposeAsync() => program.DisposeAsync();

    [Fact]
    public async Task A_head_uploads_a_file_reads_what_changes_and_takes_it_as_a_table()
    {
        using Guest leader = await SignedIn("leader");

        Opened result = await Upload(leader, $"{ProposedFile.Key}@{Today}.dmn", ProposedFile.Dearer(Today));

        result.Status.ShouldBe(HttpStatusCode.OK);
        result.Address.ShouldStartWith($"{Page}/");
        result.Text.ShouldContain(code);
        result.Text.ShouldContain("16.000 đ → 20.000 đ");
        result.Text.ShouldContain("1 đến 1 trong 1 hồ sơ");
        Opened csv = await leader.Open($"{result.Address}/danh-sach.csv");
        csv.Html.ShouldContain($"{code},");
        csv.Html.ShouldContain(",16000,20000,");
        (await leader.Open(Page)).Html.ShouldContain(result.Address.TrimStart('/'));
        (await leader.Open($"/en{result.Address}")).Text.ShouldContain("1 to 1 of 1 dossiers");

        // Another agency's head finds the comparison and no dossier in it; the administrator finds all.
        foreach ((DemonstrationSignIn who, bool sees) in new[] { (program.SignIns.First(signIn => signIn is { Role: "leader", Position.AgencyName: "Ủy ban nhân dân xã Phùng Nguyên" }), false), (program.SignIns.First(signIn => signIn.Role == "admin"), true) })
        {
            using Guest guest = await program.SignedIn(who);
            (await guest.Open(result.Address)).Text.Contains(code, StringComparison.Ordinal).ShouldBe(sees, who.Role);
            (await guest.Open($"{result.Address}/danh-sach.csv")).Html.Contains(code, StringComparison.Ordinal).ShouldBe(sees, who.Role);
        }
    }

    [Fact]
    public async Task A_faulty_file_is_refused_with_its_places_in_the_language_of_the_page()
    {
        using Guest leader = await SignedIn("leader");
        string overlap = ProposedFile.Dearer(Today).Replace("&gt;= date(\"2017-01-01\")", "&gt;= date(\"2016-12-01\")", StringComparison.Ordinal);

        Opened refused = await Upload(leader, $"{ProposedFile.Key}@{Today}.dmn", overlap);

        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("Tệp chưa dùng được");
        refused.Text.ShouldContain("2016-12-01");
        refused.Text.ShouldMatch("Dòng \\d+, ");
        Opened english = await leader.Send($"/en{Page}", "File", new Dictionary<string, string>(), $"{ProposedFile.Key}@{Today}.dmn", Encoding.UTF8.GetBytes(overlap));
        english.Text.ShouldMatch("Line \\d+, ");
        (await Upload(leader, $"{ProposedFile.Key}.dmn", ProposedFile.Dearer(Today))).Text.ShouldContain("Chưa có ngày có hiệu lực");
        (await leader.Open($"{Page}/{new string('0', 64)}")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await leader.Open($"{Page}/{new string('0', 64)}/danh-sach.csv")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Nobody_without_the_permission_opens_it()
    {
        string[] addresses = [Page, $"{Page}/{new string('0', 64)}", $"{Page}/{new string('0', 64)}/danh-sach.csv"];
        using Guest nobody = program.Guest();
        using Guest clerk = await SignedIn("one-stop-clerk");
        using Guest officer = await SignedIn("officer");
        using Guest citizen = await SignedIn("citizen");
        foreach (string address in addresses)
        {
            (await nobody.Open(address)).Address.ShouldStartWith("/dang-nhap", customMessage: address);
            foreach (Guest guest in new[] { clerk, officer, citizen })
                (await guest.Open(address)).Status.ShouldBe(HttpStatusCode.Forbidden, address);
        }
    }

    Task<Guest> SignedIn(string role) => program.SignedIn(program.SignIns.First(signIn => signIn.Role == role));

    static Task<Opened> Upload(Guest guest, string name, string content) => guest.Send(Page, "File", new Dictionary<string, string>(), name, Encoding.UTF8.GetBytes(content));
}
