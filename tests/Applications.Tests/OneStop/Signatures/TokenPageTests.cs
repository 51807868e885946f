using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using VanLang.Applications.Tests.OneStop.Site;
using VanLang.Hosting;
using VanLang.Kernel.Access;
using VanLang.Load.Crash;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Results;
using VanLang.Platform.Tests.Signing;
using VanLang.Signing.Contracts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Signatures;

/// <summary>Tokens at the server as leaders meet them on the pages.</summary>
[Collection(SoftTokens.Alone)]
public sealed partial class TokenPageTests : IAsyncLifetime
{
    const string List = "/can-bo/ky-so", Own = "/can-bo/ky-so/chu-ky-cua-toi", Token = "value=\"token\"", Label = "HSM tỉnh 07";
    readonly SoftTokens soft = new();
    readonly LogLines log = new(LogLevel.Trace);
    TrustServicesProcess services = null!;

    public async ValueTask InitializeAsync() => services = await TrustServicesProcess.Start();

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        soft.Dispose();
    }

    [Fact]
    public async Task A_leader_registers_the_certificate_of_a_token_and_signs_with_its_pin_which_nobody_else_hears_of()
    {
        await using RunningProgram program = await Started();
        DossierWalk walk = new(program.Services, await Cast.Of(program.Services), program.Pin);
        string code = (await walk.Submit(await walk.Draft())).Code;
        await walk.Accept(code);
        await walk.Prepare(code);
        using Guest leader = await program.SignedIn(program.SignIns.First(signIn => signIn.Role == "leader"));
        (await leader.Open(List)).Text.ShouldNotContain("Thiết bị");
        Opened page = await leader.Open(Own);
        page.Text.ShouldContain("Khóa trên thiết bị của tỉnh");
        page.Html.ShouldContain($"<option value=\"{Label}\"");
        (await leader.Open($"/en{Own}")).Text.ShouldContain("Key on a token of the province");

        Opened wrong = await Register(leader, SoftTokens.Pin + "x");
        wrong.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        wrong.Text.ShouldContain("đã mất một lần thử");
        wrong.Html.ShouldNotContain(SoftTokens.Pin);
        (await leader.Send($"/en{Own}", Token, Typed("000000"))).Text.ShouldContain("one try is spent");
        (await leader.Send(Own, Token, Typed("000000", "không có"))).Text.ShouldContain("Không thấy thiết bị này ở máy chủ");

        // Two certificates lie there; one is chosen, and the PIN is asked for again.
        Opened several = await Register(leader, SoftTokens.Pin);
        several.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        several.Text.ShouldContain("Chọn một chứng thư và nhập lại mã PIN");
        several.Html.ShouldNotContain(SoftTokens.Pin);
        string thumbprint = Choices().Matches(several.Html).Select(match => match.Groups[1].Value).Distinct().Last();
        Opened added = await leader.Send(Own, Token, new Dictionary<string, string>(Typed(SoftTokens.Pin)) { ["TokenCertificate"] = thumbprint });
        added.Text.ShouldContain("Đã đăng ký chứng thư.");
        added.Text.ShouldContain("Thiết bị của tỉnh");
        added.Html.ShouldContain(thumbprint);

        Opened list = await leader.Open(List);
        list.Text.ShouldContain($"Thiết bị {Label}");
        string way = list.Links.Single(link => link.Contains("?bang="));
        string value = Buttons().Match(list.Html).Groups[1].Value;
        (await leader.Send(way, "value=\"open\"", new Dictionary<string, string> { ["Open"] = value })).Html.ShouldStartWith("%PDF");
        Opened refused = await leader.Send(way, "value=\"sign\"", new Dictionary<string, string> { ["Chosen"] = value, ["Pin"] = SoftTokens.Pin + "y" });
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Text.ShouldContain("Mã PIN của thiết bị không đúng");
        refused.Html.ShouldNotContain(SoftTokens.Pin);
        (await leader.Send(way, "value=\"sign\"", new Dictionary<string, string> { ["Chosen"] = value, ["Pin"] = SoftTokens.Pin })).Text.ShouldContain("Đã ký 1 văn bản.");

        DossierResult result = (await program.Services.GetRequiredService<DossierQueries>().Find(code, AccessScope.Of(walk.Cast["leader"]), RunningProgram.Token))!.Result!;
        ReadOnlyMemory<byte> pdf = await program.Services.GetRequiredService<ResultFiles>().Read(result.FileId, RunningProgram.Token);
        SignatureFinding signature = PdfSignatureCheck.Check(pdf, program.Services.GetRequiredService<TrustListFile>().Read(), DateTimeOffset.UtcNow).Signatures.Single();
        (signature.IsIntact, signature.Chain.Status, Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(signature.Certificate.Span))).ShouldBe((true, ChainStatus.Trusted, thumbprint));
        await OtherTools.Agree(pdf, signatures: 1);

        // A form without a session, or of somebody who may not sign, registers nothing.
        using Guest nobody = program.Guest();
        (await nobody.Open(Own)).Address.ShouldStartWith("/dang-nhap");
        (await nobody.Post(Own, new Dictionary<string, string>(Typed(SoftTokens.Pin)) { ["_handler"] = "token" })).Address.ShouldStartWith("/dang-nhap");
        using Guest officer = await program.SignedIn(program.SignIns.First(signIn => signIn.Role == "officer"));
        (await officer.Post(Own, new Dictionary<string, string>(Typed(SoftTokens.Pin)) { ["_handler"] = "token" })).Status.ShouldBe(HttpStatusCode.Forbidden);
        // Another leader does not see the token that has its holder, and opens no certificate of somebody else.
        using Guest elsewhere = await program.SignedIn(program.SignIns.First(signIn => signIn is { Role: "leader", Position.AgencyName: "Ủy ban nhân dân xã Phùng Nguyên" }));
        (await elsewhere.Open(Own)).Html.ShouldNotContain(Label);
        (await elsewhere.Send(Own, Token, Typed(SoftTokens.Pin))).Text.ShouldContain("cán bộ khác đã đăng ký thiết bị");
        (await elsewhere.Send(way, "value=\"sign\"", new Dictionary<string, string> { ["Chosen"] = value, ["Pin"] = SoftTokens.Pin })).Status.ShouldBe(HttpStatusCode.NotFound);

        log.Written.Count.ShouldBeGreaterThan(100);
        log.Written.ShouldAllBe(line => !line.Contains(SoftTokens.Pin));
        byte[] pin = Encoding.UTF8.GetBytes(SoftTokens.Pin);
        foreach (string file in System.IO.Directory.EnumerateFiles(program.Folder, "*", SearchOption.AllDirectories))
            (await ReadShared(file)).AsSpan().IndexOf(pin).ShouldBe(-1, file);
    }

    [Fact]
    public async Task Without_the_option_nothing_speaks_of_tokens_and_a_library_that_cannot_be_loaded_is_one_line()
    {
        await using (RunningProgram program = await RunningProgram.Start(day: null))
        {
            using Guest leader = await program.SignedIn(program.SignIns.First(signIn => signIn.Role == "leader"));
            Opened page = await leader.Open(Own);
            page.Text.ShouldContain("Thêm chứng thư trong tệp khóa");
            page.Text.ShouldNotContain("thiết bị", Case.Insensitive);
        }

        string data = System.IO.Directory.CreateTempSubdirectory("vanlang-pkcs11-").FullName;
        (int exit, string said) = await ProgramCommand.Run("run", "--port", "0", "--data", data, "--pkcs11", "/khong/co/thu-vien.so");
        System.IO.Directory.Delete(data, recursive: true);
        exit.ShouldBe(1);
        said.Trim().Split('\n').ShouldHaveSingleItem().ShouldStartWith("Không nạp được thư viện PKCS #11 / The PKCS #11 library cannot be loaded: /khong/co/thu-vien.so (");
        (await ProgramCommand.Run("run", "--help")).Said.ShouldContain("--pkcs11");
    }

    async Task<RunningProgram> Started()
    {
        // Whose token it is stands in the province's data; the same people are there at every start.
        string name;
        await using (DemonstrationHouse house = await DemonstrationHouse.Open())
            name = house.Walk.Cast["leader"].Name;
        soft.Add(Label);
        for (byte id = 1; id <= 2; id++)
            (await soft.AddKey(services, Label, id, name)).Dispose();
        return await RunningProgram.Start(
            day: null, options => options with { TrustServices = services.Address, Pkcs11 = SoftTokens.Library, MoreLogging = logging => logging.AddFilter<LogLines>(null, LogLevel.Trace).AddProvider(log) });
    }

    static Dictionary<string, string> Typed(string pin, string label = Label) => new() { ["Token"] = label, ["Pin"] = pin };

    static Task<Opened> Register(Guest guest, string pin) => guest.Send(Own, Token, Typed(pin));

    // The database is open while it is read.
    static async Task<byte[]> ReadShared(string path)
    {
        await using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using MemoryStream content = new();
        await file.CopyToAsync(content, RunningProgram.Token);
        return content.ToArray();
    }

    [GeneratedRegex("name=\"TokenCertificate\" value=\"([0-9A-F]{64})\"")]
    private static partial Regex Choices();

    [GeneratedRegex("<button[^>]*name=\"Open\" value=\"([^\"]+)\"")]
    private static partial Regex Buttons();
}
