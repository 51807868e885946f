using System.Text.Json;
using Shouldly;
using VanLang.Databases;
using VanLang.Kernel.Errors;
using VanLang.OneStop;
using VanLang.OneStop.Results;
using VanLang.OneStop.Results.Elsewhere;
using VanLang.Platform.Tests.Signing;
using VanLang.Signing.Contracts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Signatures;

/// <summary>Signing with a program on the signer's machine, the tests in the place of the browser between.</summary>
public sealed class LocalSigningTests() : ElsewhereHouse(Stores.Default)
{
    const string Site = "https://dichvucong.example";

    LocalSigningProcess? program;

    public override async ValueTask DisposeAsync()
    {
        if (program is not null)
            await program.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task The_program_signs_for_the_paired_site_alone_and_each_question_once()
    {
        program = await LocalSigningProcess.Start(Leader.Name, Services.Address, agreesAlways: true);
        object question = new { nonce = Guid.NewGuid().ToString("N"), documents = new[] { new { name = "x", file = "x", sha256 = Convert.ToBase64String(new byte[32]) } } };
        Error(await program.Ask(Site, "sign", question)).ShouldBe("origin");
        Error(await program.Ask(Site, "pair", new { code = "000000" })).ShouldBe("code");
        string code = await program.Code();
        for (int i = 0; i < 2; i++)
            await program.Ask(Site, "pair", new { code = "000000" });
        Error(await program.Ask(Site, "pair", new { code })).ShouldBe("code");

        (await program.Ask(Site, "pair", new { code = await program.Code() })).Status.ShouldBe(200);
        (await program.Ask(Site, "sign", question)).Status.ShouldBe(200);
        Error(await program.Ask(Site, "sign", question)).ShouldBe("nonce");
        Error(await program.Ask("https://ke-khac.example", "sign", question)).ShouldBe("origin");
    }

    [Fact]
    public async Task Two_results_are_signed_and_what_is_of_another_file_is_not_accepted()
    {
        program = await LocalSigningProcess.Start(Leader.Name, Services.Address, agreesAlways: true);
        Guid certificate = await Registered();
        string[] codes = [await Opened(), await Opened()];
        Guid request = Id(await Ask(await Chosen(codes), certificate, "may"));
        (await Take(request, ["khong phai"])).Failure!.Code.ShouldBe(SigningErrors.NotAccepted);
        (await Take(request, [])).Failure!.Code.ShouldBe(SigningErrors.NotAccepted);

        string[] signatures = await Signed(request);
        (await House.Get<TakeLocalSignatures>().Handle(request, signatures, House.Walk.Cast["head-of-unit"], DemonstrationHouse.Token)).Failure!.Code.ShouldBe(OneStopErrors.NotFound);
        (await Take(request, signatures)).Succeeded.ShouldBeTrue();
        (await Take(request, signatures)).Succeeded.ShouldBeTrue();
        await Run();
        SigningRequest done = await Request(request);
        done.State.ShouldBe(SigningState.Done, string.Join(' ', done.All().Select(document => document.Problem)));
        DossierResult result = (await House.Dossier(codes[1])).Result!;
        SignatureFinding signature = PdfSignatureCheck.Check(await House.Get<ResultFiles>().Read(result.FileId, DemonstrationHouse.Token), House.Get<TrustListFile>().Read(), Clock.GetUtcNow()).Signatures.Single();
        (signature.Signer, signature.IsIntact, signature.Level).ShouldBe(($"MÔ PHỎNG – {Leader.Name}", true, "B-T"));

        string code = await Opened();
        Guid wrong = Id(await Ask(await Chosen(code), certificate, "khac"));
        await program.Fault("OtherFile");
        (await Take(wrong, await Signed(wrong))).Succeeded.ShouldBeTrue();
        await Run();
        SigningRequest refused = await Request(wrong);
        (refused.State, refused.All().Single().Problem!.Trim()).ShouldBe((SigningState.Failed, SigningCodes.WrongSignature));
        (await House.Dossier(code)).Result!.State.ShouldBe(ResultState.Prepared);
        await House.Settle();
        (await House.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_program_with_the_key_of_somebody_else_is_not_registered_and_silence_ends_the_request()
    {
        program = await LocalSigningProcess.Start("Người Khác", Services.Address, agreesAlways: true);
        (await House.Get<LocalKeys>().Register(await Paired(), Leader, DemonstrationHouse.Token)).Failure!.Code.ShouldBe(OwnCertificateErrors.Refused);
        foreach (string answer in new[] { "", "[]", "{", "[\"\"]", "[\"AAAA\"]", "null" })
            (await House.Get<LocalKeys>().Register(answer, Leader, DemonstrationHouse.Token)).Succeeded.ShouldBeFalse(answer);
        await program.DisposeAsync();

        program = await LocalSigningProcess.Start(Leader.Name, Services.Address, agreesAlways: true);
        Guid certificate = await Registered();
        Guid request = Id(await Ask(await Chosen(await Opened()), certificate, "im"));
        string[] late = await Signed(request);
        await Run();
        Clock.Advance(AskForSignatures.Longest);
        (await Take(request, late)).Failure!.Code.ShouldBe(SigningErrors.TooLateToCancel);
        await Run();
        (await Request(request)).State.ShouldBe(SigningState.Expired);
    }

    async Task<string> Paired() => (await program!.Ask(Site, "pair", new { code = await program.Code() })).Answer.GetProperty("certificates").GetRawText();

    async Task<Guid> Registered()
    {
        Outcome<Done> outcome = await House.Get<LocalKeys>().Register(await Paired(), Leader, DemonstrationHouse.Token);
        outcome.Succeeded.ShouldBeTrue($"{outcome.Failure} {string.Join(' ', outcome.Failure?.Arguments ?? [])}");
        return (await House.Get<OwnCertificates>().Of(Leader.PersonId!.Value, DemonstrationHouse.Token)).Single(held => held.Place == KeyPlace.Local).Id;
    }

    async Task<string[]> Signed(Guid request)
    {
        (int status, JsonElement answer) = await program!.Ask(Site, "sign", new
        {
            nonce = Guid.NewGuid().ToString("N"), documents = (await Request(request)).All().Select(document => new { name = document.Code, file = document.SeenHash, sha256 = document.Hash }),
        });
        status.ShouldBe(200, answer.ToString());
        return [.. answer.GetProperty("signatures").EnumerateArray().Select(one => one.GetString()!)];
    }

    Task<Outcome<Done>> Take(Guid request, IReadOnlyList<string> signatures) => House.Get<TakeLocalSignatures>().Handle(request, signatures, Leader, DemonstrationHouse.Token);

    static string? Error((int Status, JsonElement Answer) said) => said.Status == 403 ? said.Answer.GetProperty("error").GetString() : null;
}
