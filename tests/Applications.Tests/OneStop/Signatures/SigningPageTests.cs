using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Applications.Tests.OneStop.Site;
using VanLang.Load.Crash;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Signatures;

/// <summary>The list of what waits for a signature, as leaders and others open it.</summary>
public sealed partial class SigningPageTests : IAsyncLifetime
{
    const string Page = "/can-bo/ky-so";

    RunningProgram program = null!;
    readonly List<string> codes = [];

    public async ValueTask InitializeAsync()
    {
        program = await RunningProgram.Start(day: null);
        DossierWalk walk = new(program.Services, await Cast.Of(program.Services), program.Pin);
        for (int i = 0; i < 2; i++)
        {
            codes.Add((await walk.Submit(await walk.Draft())).Code);
            await walk.Accept(codes[^1]);
            await walk.Prepare(codes[^1]);
        }
    }

    public ValueTask DisposeAsync() => program.DisposeAsync();

    [Fact]
    public async Task A_leader_reads_each_file_and_signs_both_with_one_pin()
    {
        using Guest leader = await SignedIn("leader");
        (await leader.Open("/can-bo")).Links.ShouldContain(Page);
        Opened list = await leader.Open(Page);
        list.Text.ShouldContain(codes[0]);
        list.Html.ShouldNotContain("name=\"Chosen\"");
        list.Text.ShouldContain("Chưa mở");

        // What was not opened cannot be chosen by hand either.
        List<string> values = [.. Buttons().Matches(list.Html).Select(match => match.Groups[1].Value)];
        values.Count.ShouldBe(2);
        Opened refused = await Sign(leader, values[0]);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain($"{codes.Single(values[0].EndsWith)}: Văn bản chưa được mở");

        foreach (string value in values)
        {
            Opened file = await leader.Send(Page, "value=\"open\"", new Dictionary<string, string> { ["Open"] = value });
            file.Status.ShouldBe(HttpStatusCode.OK);
            file.Html.ShouldStartWith("%PDF");
        }

        Opened read = await leader.Open(Page);
        Regex.Count(read.Html, "name=\"Chosen\"[^>]* checked").ShouldBe(2);
        Opened wrong = await Sign(leader, values[0], pin: "918273");
        wrong.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        wrong.Text.ShouldContain("PIN");
        // The choice is kept, the PIN is not.
        Regex.Count(wrong.Html, "name=\"Chosen\"[^>]* checked").ShouldBe(1);
        wrong.Html.ShouldNotContain("918273");

        Opened done = await leader.Send(Page, "value=\"sign\"", new Dictionary<string, string> { ["Chosen"] = values[0], ["Pin"] = program.Pin });
        done.Text.ShouldContain("Đã ký 1 văn bản.");
        (await leader.Send("/en" + Page, "value=\"sign\"", new Dictionary<string, string> { ["Chosen"] = values[1], ["Pin"] = program.Pin })).Text.ShouldContain("1 documents are signed.");
        (await leader.Open(Page)).Text.ShouldContain("Không có văn bản nào chờ ký.");
        using Guest clerk = await SignedIn("registry-clerk");
        Opened inbox = await clerk.Open("/can-bo");
        codes.ShouldAllBe(code => inbox.Text.Contains(code));
    }

    [Fact]
    public async Task Nobody_else_comes_in()
    {
        string[] doors = [Page, $"{Page}/chu-ky-cua-toi", $"{Page}/{Guid.NewGuid()}"];
        using Guest nobody = program.Guest();
        foreach (string door in doors)
            (await nobody.Open(door)).Address.ShouldStartWith("/dang-nhap");
        foreach (string role in new[] { "citizen", "one-stop-clerk", "officer", "registry-clerk" })
        {
            using Guest other = await SignedIn(role);
            foreach (string door in doors)
                (await other.Open(door)).Status.ShouldBe(HttpStatusCode.Forbidden, $"{role} at {door}");
        }

        using Guest elsewhere = await program.SignedIn(program.SignIns.First(signIn => signIn is { Role: "leader", Position.AgencyName: "Ủy ban nhân dân xã Phùng Nguyên" }));
        Opened list = await elsewhere.Open(Page);
        list.Status.ShouldBe(HttpStatusCode.OK);
        codes.ShouldAllBe(code => !list.Html.Contains(code));
        using Guest leader = await SignedIn("leader");
        (await leader.Open(doors[1])).Text.ShouldContain("Chưa đăng ký chứng thư nào.");
        (await leader.Open(doors[2])).Status.ShouldBe(HttpStatusCode.NotFound);
        // Bad input comes back with its reason and without the secret.
        Opened refused = await leader.Send(doors[1], "value=\"file\"", new Dictionary<string, string> { ["Password"] = "bi-mat-cua-tep" });
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("Chưa mở được tệp khóa");
        refused.Html.ShouldNotContain("bi-mat-cua-tep");
        (await leader.Send(doors[1], "value=\"local\"", new Dictionary<string, string> { ["Certificates"] = "{" })).Text.ShouldContain("không trả về chứng thư nào");
        string value = Buttons().Match((await leader.Open(Page)).Html).Groups[1].Value;
        (await elsewhere.Send(Page, "value=\"open\"", new Dictionary<string, string> { ["Open"] = value })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Sign(elsewhere, value)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await leader.Send(Page, "value=\"open\"", new Dictionary<string, string> { ["Open"] = "x" })).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    Task<Opened> Sign(Guest guest, string chosen, string? pin = null) =>
        guest.Send(Page, "value=\"sign\"", new Dictionary<string, string> { ["Chosen"] = chosen, ["Pin"] = pin ?? program.Pin });

    Task<Guest> SignedIn(string role) => program.SignedIn(program.SignIns.First(signIn => signIn.Role == role));

    [GeneratedRegex("<button[^>]*name=\"Open\" value=\"([^\"]+)\"")]
    private static partial Regex Buttons();
}
