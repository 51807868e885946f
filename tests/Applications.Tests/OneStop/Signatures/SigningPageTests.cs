using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Applications.Tests.OneStop.Site;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Load.Crash;
using VanLang.Signing.Contracts;
using VanLang.Signing.Keys;
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
        // Whoever has signed it is told so, whenever the address is opened; nobody else, and of nothing else.
        (await leader.Open(done.Address)).Text.ShouldContain("Đã ký 1 văn bản.");
        using (Guest elsewhere = await program.SignedIn(program.SignIns.First(signIn => signIn is { Role: "leader", Position.AgencyName: "Ủy ban nhân dân xã Phùng Nguyên" })))
            (await elsewhere.Open(done.Address)).Html.ShouldNotContain("usa-alert--success");
        foreach (string made in new[] { "3", Guid.NewGuid().ToString("N"), values[1][..32] })
            (await leader.Open($"{Page}?xong={made}")).Html.Contains("usa-alert--success", StringComparison.Ordinal).ShouldBeFalse(made);
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

    [Fact]
    public async Task What_was_done_with_a_certificate_is_told_by_the_record_and_not_by_the_address()
    {
        const string Own = $"{Page}/chu-ky-cua-toi";
        Cast cast = await Cast.Of(program.Services);
        Guid registered = Guid.CreateVersion7(), removed = Guid.CreateVersion7();
        await program.Services.GetRequiredService<UnitOfWork>().Execute<Done>(
            new Operation("tests.certificates", cast["leader"]),
            (work, _) =>
            {
                work.Raise(OwnCertificates.Subject(registered), CertificateActs.Registered, new { });
                work.Raise(OwnCertificates.Subject(removed), CertificateActs.Registered, new { });
                work.Raise(OwnCertificates.Subject(removed), CertificateActs.Removed, new { });
                return Task.FromResult<Outcome<Done>>(new Done());
            },
            RunningProgram.Token);
        using Guest leader = await SignedIn("leader");
        (await leader.Open($"{Own}?xong={registered:N}")).Text.ShouldContain("Đã đăng ký chứng thư.");
        (await leader.Open($"{Own}?xong={removed:N}")).Text.ShouldContain("Đã bỏ chứng thư.");
        foreach (string made in new[] { "them", "bo", Guid.NewGuid().ToString("N") })
            (await leader.Open($"{Own}?xong={made}")).Html.Contains("usa-alert--success", StringComparison.Ordinal).ShouldBeFalse(made);
        using Guest elsewhere = await program.SignedIn(program.SignIns.First(signIn => signIn is { Role: "leader", Position.AgencyName: "Ủy ban nhân dân xã Phùng Nguyên" }));
        (await elsewhere.Open($"{Own}?xong={removed:N}")).Html.ShouldNotContain("usa-alert--success");
        (await leader.Open($"{Page}/so-dinh-danh?xong=1")).Html.ShouldNotContain("usa-alert--success");
    }

    [Fact]
    public async Task Numbers_in_certificates_are_compared_by_heads_and_leaders_alone()
    {
        const string Numbers = $"{Page}/so-dinh-danh";
        using Guest nobody = program.Guest();
        (await nobody.Open(Numbers)).Address.ShouldStartWith("/dang-nhap");
        foreach (string role in new[] { "citizen", "one-stop-clerk", "officer", "registry-clerk" })
        {
            using Guest other = await SignedIn(role);
            (await other.Open(Numbers)).Status.ShouldBe(HttpStatusCode.Forbidden, role);
        }

        using Guest head = await SignedIn("head-of-unit");
        (await head.Open(Numbers)).Text.ShouldContain("Không có chứng thư nào chờ xác nhận.");
        (await head.Open($"/en{Numbers}")).Text.ShouldContain("No certificate waits for confirmation.");
        Opened unknown = await head.Send(Numbers, "value=\"confirm\"", new Dictionary<string, string> { ["Certificate"] = Guid.NewGuid().ToString("N") });
        unknown.Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_confirmation_is_taken_back_on_its_page_by_heads_and_leaders_with_a_reason_and_no_address_says_it_was()
    {
        const string Numbers = $"{Page}/so-dinh-danh";
        Cast cast = await Cast.Of(program.Services);
        Guid certificate = Guid.CreateVersion7();
        await program.Services.GetRequiredService<UnitOfWork>().Maintain(
            (db, _) => Task.FromResult(db.Add(new SignerNumber
            {
                PersonId = cast["leader"].PersonId!.Value, Kind = "personal", Number = "001099000001", CertificateId = certificate, ConfirmedBy = cast["admin"].PersonId!.Value,
                ConfirmedAt = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()),
            })),
            RunningProgram.Token);
        string door = $"{Numbers}/{certificate}", done = $"{Numbers}?xong={certificate:N}";
        using Guest nobody = program.Guest();
        (await nobody.Open(door)).Address.ShouldStartWith("/dang-nhap");
        foreach (string role in new[] { "citizen", "one-stop-clerk", "officer", "registry-clerk" })
        {
            using Guest other = await SignedIn(role);
            (await other.Open(door)).Status.ShouldBe(HttpStatusCode.Forbidden, role);
        }

        using Guest elsewhere = await program.SignedIn(program.SignIns.First(signIn => signIn is { Role: "leader", Position.AgencyName: "Ủy ban nhân dân xã Phùng Nguyên" }));
        (await elsewhere.Open(door)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await elsewhere.Open(Numbers)).Html.ShouldNotContain(certificate.ToString());
        using Guest holder = await SignedIn("leader");
        (await holder.Open(door)).Status.ShouldBe(HttpStatusCode.NotFound);

        using Guest head = await SignedIn("head-of-unit");
        Opened list = await head.Open(Numbers);
        list.Links.ShouldContain(door);
        list.Html.ShouldNotContain("001099000001");
        (await head.Open($"{Numbers}?q=kh%C3%B4ng-c%C3%B3")).Text.ShouldContain("Không có xác nhận nào.");
        (await head.Open(done)).Html.ShouldNotContain("usa-alert--success");
        Opened empty = await head.Send(door, "value=\"take-back\"", new Dictionary<string, string> { ["Reason"] = " " });
        (empty.Status, empty.Text.Contains("Cần ghi lý do", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.UnprocessableEntity, true));

        Opened taken = await head.Send(door, "value=\"take-back\"", new Dictionary<string, string> { ["Reason"] = "Nhầm người cùng tên" });
        taken.Text.ShouldContain("Đã hủy xác nhận.");
        taken.Address.ShouldBe(done);
        (await head.Open("/en" + done)).Text.ShouldContain("The confirmation was taken back.");
        (await holder.Open(done)).Html.ShouldNotContain("usa-alert--success");
        (await head.Open(door)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Copies_are_certified_by_the_records_clerk_of_the_agency_alone()
    {
        string door = $"/can-bo/ho-so/{codes[0]}/sao-y";
        using Guest nobody = program.Guest();
        (await nobody.Open(door)).Address.ShouldStartWith("/dang-nhap");
        foreach (string role in new[] { "citizen", "one-stop-clerk", "officer", "head-of-unit", "leader" })
        {
            using Guest other = await SignedIn(role);
            (await other.Open(door)).Status.ShouldBe(HttpStatusCode.Forbidden, role);
        }

        using Guest elsewhere = await program.SignedIn(program.SignIns.First(signIn => signIn is { Role: "registry-clerk", Position.AgencyName: "Ủy ban nhân dân xã Phùng Nguyên" }));
        (await elsewhere.Open(door)).Status.ShouldBe(HttpStatusCode.NotFound);
        using Guest clerk = await SignedIn("registry-clerk");
        (await clerk.Open($"/can-bo/ho-so/{codes[0]}")).Links.ShouldContain(door);
        Opened page = await clerk.Open(door);
        page.Status.ShouldBe(HttpStatusCode.OK);
        // What was handed in is a photograph.
        page.Text.ShouldContain("Hồ sơ không có tệp PDF nào để sao.");
        (await clerk.Open($"/en{door}")).Text.ShouldContain("The dossier has no PDF to be copied.");
        (await clerk.Open("/can-bo/ho-so/khong-co/sao-y")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    Task<Opened> Sign(Guest guest, string chosen, string? pin = null) =>
        guest.Send(Page, "value=\"sign\"", new Dictionary<string, string> { ["Chosen"] = chosen, ["Pin"] = pin ?? program.Pin });

    Task<Guest> SignedIn(string role) => program.SignedIn(program.SignIns.First(signIn => signIn.Role == role));

    [GeneratedRegex("<button[^>]*name=\"Open\" value=\"([^\"]+)\"")]
    private static partial Regex Buttons();
}
