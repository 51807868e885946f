using System.Text.Json;
using Shouldly;
using VanLang.Databases;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.OneStop;
using VanLang.OneStop.Results;
using VanLang.OneStop.Results.Elsewhere;
using VanLang.Signing.Contracts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Signatures;

public sealed class RemoteSigningTestsOnSqlite() : RemoteSigningTests(StoreKind.Sqlite);

public sealed class RemoteSigningTestsOnPostgres() : RemoteSigningTests(StoreKind.Postgres);

/// <summary>Signing with keys that lie elsewhere: at a remote service that asks the signer's phone, and in a file.</summary>
public abstract class RemoteSigningTests(StoreKind store) : ElsewhereHouse(store)
{
    DemonstrationHouse? again;

    public override async ValueTask DisposeAsync()
    {
        if (again is not null)
            await again.DisposeAsync();
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Two_results_are_signed_by_one_confirmation_on_the_phone_even_after_a_restart()
    {
        Guid certificate = await Registered();
        string[] codes = [await Opened(), await Opened()];
        ChosenResult[] chosen = await Chosen(codes);
        Guid request = Id(await Ask(chosen, certificate, "gui"));
        // Sent twice it is one request; a second one waits for the first.
        Id(await Ask(chosen, certificate, "gui")).ShouldBe(request);
        (await Ask(chosen, certificate, "khac")).Failure!.Code.ShouldBe(SigningErrors.AskedAlready);
        await Run();
        (await Request(request)).State.ShouldBe(SigningState.Waiting);

        // The program ends here; what goes on knows only what the database knows.
        again = await DemonstrationHouse.OpenMoved(House.Data.Path, Clock, Settings);
        string asked = await Services.Phone(yes: true);
        IReadOnlyList<AskedDocument> documents = (await Request(request)).All();
        asked.ShouldContain(Leader.Name);
        asked.ShouldContain(ComparisonCode.Of(documents));
        JsonDocument.Parse(asked).RootElement[0].GetProperty("hashes").EnumerateArray().Select(hash => hash.GetString()).ShouldBe(documents.Select(document => document.Hash));
        await Run(again);

        (await Request(request)).State.ShouldBe(SigningState.Done, string.Join(' ', (await Request(request)).All().Select(document => document.Problem)));
        foreach (string code in codes)
        {
            DossierResult result = (await House.Dossier(code)).Result!;
            (result.State, result.SignedBy).ShouldBe((ResultState.Signed, Leader.PersonId));
            SignatureFinding signature = PdfSignatureCheck.Check(await House.Get<ResultFiles>().Read(result.FileId, DemonstrationHouse.Token), House.Get<TrustListFile>().Read(), Clock.GetUtcNow()).Signatures.Single();
            (signature.Field, signature.Signer, signature.IsIntact, signature.Level, signature.Chain.Status).ShouldBe(("leader", $"MÔ PHỎNG – {Leader.Name}", true, "B-T", ChainStatus.Trusted));
        }

        await House.Walk.Issue(codes[0]);
        await OtherTools.Agree(await House.Get<ResultFiles>().Read((await House.Dossier(codes[0])).Result!.FileId, DemonstrationHouse.Token), signatures: 2);
        await House.Settle();
        (await House.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Refused_silent_or_taken_back_nothing_is_signed_whatever_the_phone_says_later()
    {
        Guid certificate = await Registered();
        string code = await Opened();

        Guid refused = Id(await Ask(await Chosen(code), certificate, "tu-choi"));
        await Run();
        await Services.Phone(yes: false);
        await Run();
        (await Request(refused)).State.ShouldBe(SigningState.Refused);

        Guid silent = Id(await Ask(await Chosen(code), certificate, "im-lang"));
        await Run();
        Clock.Advance(AskForSignatures.Longest);
        await Run();
        (await Request(silent)).State.ShouldBe(SigningState.Expired);

        Guid cancelled = Id(await Ask(await Chosen(code), certificate, "huy"));
        await Run();
        Actor other = House.Walk.Cast["head-of-unit"];
        (await House.Get<CancelSigning>().Handle(cancelled, other, DemonstrationHouse.Token)).Failure!.Code.ShouldBe(OneStopErrors.NotFound);
        (await House.Get<SigningRequests>().Find(cancelled, other, DemonstrationHouse.Token)).ShouldBeNull();
        (await House.Get<CancelSigning>().Handle(cancelled, Leader, DemonstrationHouse.Token)).Succeeded.ShouldBeTrue();
        (await House.Get<CancelSigning>().Handle(cancelled, Leader, DemonstrationHouse.Token)).Succeeded.ShouldBeTrue();
        await Services.Phone(yes: true);
        await Run();
        (await Request(cancelled)).State.ShouldBe(SigningState.Cancelled);
        (await House.Get<CancelSigning>().Handle(refused, Leader, DemonstrationHouse.Token)).Failure!.Code.ShouldBe(SigningErrors.TooLateToCancel);

        (await House.Dossier(code)).Result!.State.ShouldBe(ResultState.Prepared);
    }

    [Theory]
    [InlineData("OtherHash", "Failed", "signing.wrong-signature")]
    [InlineData("OtherKey", "Failed", "signing.wrong-signature")]
    [InlineData("DoubledSignatures", "Expired", null)]
    [InlineData("Error500", "Done", null)]
    public async Task What_a_faulty_service_sends_is_not_accepted_and_one_that_recovers_is_asked_again(string fault, string expected, string? problem)
    {
        Guid certificate = await Registered();
        string code = await Opened();
        Guid request = Id(await Ask(await Chosen(code), certificate, fault));
        await Run();
        await Services.Phone(yes: true);
        await Services.Fault(fault);
        for (int round = 0; round < 20 && (await Request(request)).SettledAt is null; round++)
        {
            Clock.Advance(TimeSpan.FromSeconds(30));
            await Run();
        }

        SigningRequest settled = await Request(request);
        settled.State.ToString().ShouldBe(expected);
        (settled.All().Single().Problem?.Trim()).ShouldBe(problem);
        (await House.Dossier(code)).Result!.State.ShouldBe(expected == "Done" ? ResultState.Signed : ResultState.Prepared);
    }

    [Fact]
    public async Task A_result_that_was_sent_back_while_the_phone_was_asked_is_not_signed()
    {
        Guid certificate = await Registered();
        string code = await Opened();
        Guid request = Id(await Ask(await Chosen(code), certificate, "tra-lai"));
        await Run();
        await House.Walk.Step(Leader, code, (step, actor) => House.Get<ReturnToOfficer>().Handle(step, "Sai tên", actor, DemonstrationHouse.Token));
        Clock.Advance(TimeSpan.FromMinutes(1));
        await House.Walk.Prepare(code);
        await Services.Phone(yes: true);
        await Run();

        SigningRequest settled = await Request(request);
        (settled.State, settled.All().Single().Problem).ShouldBe((SigningState.Failed, SigningErrors.NotYours.Code));
        (await House.Dossier(code)).Result!.State.ShouldBe(ResultState.Prepared);
    }

    [Fact]
    public async Task Only_the_own_certificate_is_registered_and_only_once()
    {
        RemoteKeys keys = House.Get<RemoteKeys>();
        Failure other = (await keys.Register("Nguyễn Văn Khác", Leader, DemonstrationHouse.Token)).Failure.ShouldNotBeNull();
        other.Code.ShouldBe(OwnCertificateErrors.Refused);
        other.Arguments[0].ShouldBeOfType<string>().ShouldContain("Nguyễn Văn Khác");
        await Services.Fault("WrongCertificate");
        (await keys.Register(Leader.Name, Leader, DemonstrationHouse.Token)).Failure!.Code.ShouldBe(OwnCertificateErrors.Refused);
        await Services.Fault("Error500");
        (await keys.Register(Leader.Name, Leader, DemonstrationHouse.Token)).Failure!.Code.ShouldBe(SigningErrors.ServiceSilent);
        (await keys.Register(" ", Leader, DemonstrationHouse.Token)).Failure!.Code.ShouldBe(SigningErrors.NoCredential);

        Guid certificate = await Registered();
        (await keys.Register(Leader.Name, Leader, DemonstrationHouse.Token)).Succeeded.ShouldBeTrue();
        (await House.Get<OwnCertificates>().Of(Leader.PersonId!.Value, DemonstrationHouse.Token)).ShouldHaveSingleItem();
        Actor namesake = House.Walk.Cast["officer"] with { Name = Leader.Name };
        (await keys.Register(Leader.Name, namesake, DemonstrationHouse.Token)).Failure!.Code.ShouldBe(OwnCertificateErrors.OfOther);
        (await House.Get<OwnCertificates>().Remove(certificate, namesake, DemonstrationHouse.Token)).Failure!.Code.ShouldBe(OwnCertificateErrors.NotFound);
        (await House.Get<OwnCertificates>().Remove(certificate, Leader, DemonstrationHouse.Token)).Succeeded.ShouldBeTrue();
        (await Ask(await Chosen(await Opened()), certificate, "da-bo")).Failure!.Code.ShouldBe(OwnCertificateErrors.NotFound);
    }

    [Fact]
    public async Task A_key_file_signs_with_its_password_as_the_registered_certificate_and_nothing_of_it_is_kept()
    {
        KeyFiles files = House.Get<KeyFiles>();
        byte[] mine = await Services.KeyFile(Leader.Name, "mat-khau-tep"), another = await Services.KeyFile(Leader.Name, "mat-khau-tep"), foreign = await Services.KeyFile("Người Lạ", "mat-khau-tep");
        (await files.Register(mine, "sai", Leader, DemonstrationHouse.Token)).Failure!.Code.ShouldBe(SigningErrors.KeyFileWrong);
        (await files.Register(default, "", Leader, DemonstrationHouse.Token)).Failure!.Code.ShouldBe(SigningErrors.KeyFileWrong);
        (await files.Register(foreign, "mat-khau-tep", Leader, DemonstrationHouse.Token)).Failure!.Code.ShouldBe(OwnCertificateErrors.Refused);
        (await files.Register(mine, "mat-khau-tep", Leader, DemonstrationHouse.Token)).Succeeded.ShouldBeTrue();
        Guid certificate = (await House.Get<OwnCertificates>().Of(Leader.PersonId!.Value, DemonstrationHouse.Token)).Single().Id;
        string code = await Opened();

        (await Sign(another, "mat-khau-tep", "khac")).Failure!.Code.ShouldBe(SigningErrors.OtherKeyFile);
        (await Sign(mine, "sai", "sai")).Failure!.Code.ShouldBe(SigningErrors.KeyFileWrong);
        (await Sign(mine, "mat-khau-tep", "dung")).Value.ShouldNotBeNull().Single().Failure.ShouldBeNull();
        (await House.Dossier(code)).Result!.State.ShouldBe(ResultState.Signed);

        async Task<Outcome<SignedOne[]>> Sign(byte[] file, string password, string key) => await House.Get<SignResults>().Handle(
            await Chosen(code), () => files.Open(certificate, file, password, Leader, DemonstrationHouse.Token), key, Leader, DemonstrationHouse.Token);
    }

    async Task<Guid> Registered()
    {
        await Services.Fault(null);
        Outcome<Done> outcome = await House.Get<RemoteKeys>().Register(Leader.Name, Leader, DemonstrationHouse.Token);
        outcome.Succeeded.ShouldBeTrue($"{outcome.Failure} {string.Join(' ', outcome.Failure?.Arguments ?? [])}");
        return (await House.Get<OwnCertificates>().Of(Leader.PersonId!.Value, DemonstrationHouse.Token)).Single().Id;
    }
}
