using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Applications.Tests.OneStop.Site;
using VanLang.Forms.Contracts;
using VanLang.Kernel.Files;
using VanLang.Load.Crash;
using VanLang.OneStop.Drafts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Signatures;

/// <summary>The page on which the records clerk certifies a copy, as it is sent.</summary>
public sealed partial class CopyPageTests : IAsyncLifetime
{
    RunningProgram program = null!;
    string door = "";

    public async ValueTask InitializeAsync()
    {
        program = await RunningProgram.Start(day: null);
        DossierWalk walk = new(program.Services, await Cast.Of(program.Services), program.Pin);
        Guid draft = await walk.Draft();
        DraftWithFiles stored = (await program.Services.GetRequiredService<DraftQueries>().Find(draft, walk.Cast["citizen"], DemonstrationHouse.Token)).ShouldNotBeNull();
        FormSchema form = await program.Services.GetRequiredService<FormLibrary>().Version(stored.Draft.FormKey, stored.Draft.FormVersion);
        SchemaField slot = form.Pages.SelectMany(page => page.Fields).First(field => field.Type == FieldType.File);
        using MemoryStream content = new(CertifiedCopyTests.Sheet(CertifiedCopyTests.Lines(from: 0, to: 842), CertifiedCopyTests.Lines(from: 60, to: 700)));
        StoredFile file = (await program.Services.GetRequiredService<FileStore>().Receive(content, FileIntakePolicy.Citizen, "ban-chinh.pdf", DemonstrationHouse.Token)).ShouldBeOfType<FileReceipt.Received>().File;
        DossierWalk.Value(await program.Services.GetRequiredService<SaveDraft>().File(draft, slot.Key, slot.Component!, file, walk.Cast["citizen"], DemonstrationHouse.Token));
        string code = (await walk.Submit(draft)).Code;
        await walk.Accept(code);
        await walk.Collect(code);
        door = $"/can-bo/ho-so/{code}/sao-y";
    }

    public ValueTask DisposeAsync() => program.DisposeAsync();

    [Fact]
    public async Task What_is_missing_is_told_at_its_field_and_the_copy_stands_among_the_papers()
    {
        using Guest clerk = await program.SignedIn(program.SignIns.First(signIn => signIn.Role == "registry-clerk"));
        string source = Source().Match((await clerk.Open(door)).Html).Groups[1].Value;
        source.ShouldNotBeEmpty();

        (await Send(clerk, new() { ["Source"] = source, ["Page"] = "1", ["Pin"] = program.Pin })).Text.ShouldContain("Chưa xác nhận đã đối chiếu với bản chính");
        Opened full = await Send(clerk, new() { ["Source"] = source, ["Page"] = "1", ["Compared"] = "true", ["Pin"] = program.Pin });
        full.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        full.Text.ShouldContain("Trang 1 không có chỗ trống cho dấu sao, nên chưa chứng thực. Trang còn chỗ: 2.");
        // The choice is kept, the PIN is not.
        full.Html.ShouldContain("checked");
        full.Html.ShouldNotContain(program.Pin);
        (await Send(clerk, new() { ["Source"] = source, ["Page"] = "mot", ["Compared"] = "true", ["Pin"] = program.Pin })).Text.ShouldContain("Số trang chưa đúng.");
        (await Send(clerk, new() { ["Source"] = source, ["Page"] = "2", ["Compared"] = "true", ["Pin"] = "918273" })).Text.ShouldContain("PIN");

        Opened done = await Send(clerk, new() { ["Source"] = source, ["Page"] = "2", ["Compared"] = "true", ["Pin"] = program.Pin });
        done.Text.ShouldContain("Đã chứng thực bản sao.");
        done.Text.ShouldContain("Bản sao y điện tử");
        Opened file = await clerk.Open(done.Links.Last(link => link.Contains("/giay/", StringComparison.Ordinal)));
        file.Html.ShouldStartWith("%PDF");
    }

    Task<Opened> Send(Guest guest, Dictionary<string, string> values) => guest.Send(door, "value=\"copy\"", values);

    [GeneratedRegex("name=\"Source\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Source();
}
