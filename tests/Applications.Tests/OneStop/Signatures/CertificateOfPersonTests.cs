using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Databases;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Jobs;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Search;
using VanLang.Kernel.Record;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Results;
using VanLang.OneStop.Results.Elsewhere;
using VanLang.Signing.Contracts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Signatures;

public sealed class CertificateOfPersonTestsOnSqlite() : CertificateOfPersonTests(StoreKind.Sqlite);

public sealed class CertificateOfPersonTestsOnPostgres() : CertificateOfPersonTests(StoreKind.Postgres);

/// <summary>Whose a registered certificate is, and whether it was revoked: when it is registered, and each time it signs.</summary>
public abstract class CertificateOfPersonTests(StoreKind store) : ElsewhereHouse(store)
{
    const string Password = "mat-khau-tep", Number = "CCCD:001099000001";

    KeyFiles Files => House.Get<KeyFiles>();

    Actor Second => House.Walk.Cast["head-of-unit"];

    [Fact]
    public async Task A_revoked_certificate_is_refused_with_its_name_and_the_time_when_it_is_registered_and_when_it_signs()
    {
        byte[] revoked = await Services.KeyFile(Leader.Name, Password), later = await Services.KeyFile(Leader.Name, Password);
        using X509Certificate2 first = Certificate(revoked), second = Certificate(later);
        await Services.Revoke(first, Clock.GetUtcNow().AddDays(-1));
        string text = Text(await Files.Register(revoked, Password, Leader, DemonstrationHouse.Token), OwnCertificateErrors.Refused);
        text.ShouldContain("đã bị thu hồi");
        text.ShouldContain($"MÔ PHỎNG – {Leader.Name} ({Kernel.Calendar.VietnamTime.ToLocal(Clock.GetUtcNow().AddDays(-1)):dd/MM/yyyy HH:mm})");

        HeldCertificate held = await Registered(later);
        held.Revocation!.State.ShouldBe(RevocationState.Good);
        string code = await Opened();
        await Services.Revoke(second);
        Text(await Sign(held, later, code), OwnCertificateErrors.NotUsable).ShouldContain("đã bị thu hồi");
        (await House.Dossier(code)).Result!.State.ShouldBe(ResultState.Prepared);
        (await Held()).Single().Revocation!.State.ShouldBe(RevocationState.Revoked);
        (await Ask(await Chosen(code), held.Id, "dien-thoai")).Failure!.Code.ShouldBe(OwnCertificateErrors.NotFound);
    }

    [Fact]
    public async Task What_was_revoked_while_the_phone_was_asked_signs_nothing()
    {
        await Services.Fault(null);
        (await House.Get<RemoteKeys>().Register(Leader.Name, Leader, DemonstrationHouse.Token)).Succeeded.ShouldBeTrue();
        HeldCertificate held = (await Held()).Single();
        string code = await Opened();
        Guid request = Id(await Ask(await Chosen(code), held.Id, "gui"));
        await Run();
        using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(held.Certificate.Span);
        await Services.Revoke(certificate);
        await Services.Phone(yes: true);
        await Run();

        SigningRequest settled = await Request(request);
        settled.State.ShouldBe(SigningState.Failed);
        settled.All().Single().Problem.ShouldStartWith(SigningCodes.CertificateRevoked);
        (await House.Dossier(code)).Result!.State.ShouldBe(ResultState.Prepared);
        (await Ask(await Chosen(code), held.Id, "lai")).Failure!.Code.ShouldBe(OwnCertificateErrors.NotUsable);
    }

    [Fact]
    public async Task Where_nobody_answers_it_is_accepted_and_shown_and_asked_again()
    {
        byte[] file = await Services.KeyFile(Leader.Name, Password);
        await Services.Fault("Error500", 1000);
        HeldCertificate held = await Registered(file);
        held.Revocation!.State.ShouldBe(RevocationState.Unknown);
        string code = await Opened();
        (await Sign(held, file, code)).Value.ShouldNotBeNull().Single().Failure.ShouldBeNull();
        (await House.Read((db, token) => db.Set<Job>().CountAsync(job => job.Kind == "signing.ask-revocation", token))).ShouldBe(1);

        Clock.Advance(TimeSpan.FromMinutes(3));
        await Run();
        (await Held()).Single().Revocation!.State.ShouldBe(RevocationState.Unknown);
        await Services.Fault(null);
        Clock.Advance(TimeSpan.FromMinutes(3));
        await Run();
        (await Held()).Single().Revocation!.State.ShouldBe(RevocationState.Good);
        (await House.Read((db, token) => db.Set<Job>().CountAsync(job => job.Kind == "signing.ask-revocation", token))).ShouldBe(0);
        await House.Settle();
        (await House.Verify()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_number_counts_once_a_second_person_has_compared_it_and_another_number_is_another_person_even_under_the_same_name()
    {
        byte[] mine = await Services.KeyFile(Leader.Name, Password, Number), namesake = await Services.KeyFile(Leader.Name, Password, "CMND:001099000002");
        HeldCertificate held = await Registered(mine);
        held.AwaitsConfirmation.ShouldBeTrue();
        string code = await Opened();
        Text(await Sign(held, mine, code), OwnCertificateErrors.NotUsable).ShouldContain("chưa được người thứ hai xác nhận");

        ConfirmNumber confirming = House.Get<ConfirmNumber>();
        (await confirming.Waiting(Leader, DemonstrationHouse.Token)).ShouldBeEmpty();
        (await confirming.Handle(held.Id, Leader, DemonstrationHouse.Token)).Failure!.Code.ShouldBe(OwnCertificateErrors.OwnNumber);
        (await confirming.Handle(held.Id, House.Walk.Cast["officer"], DemonstrationHouse.Token)).Failure!.Code.ShouldBe(KernelErrors.Forbidden);
        (await confirming.Handle(held.Id, Second with { AgencyId = Guid.NewGuid() }, DemonstrationHouse.Token)).Failure!.Code.ShouldBe(OwnCertificateErrors.NotFound);
        (await confirming.Waiting(Second with { AgencyId = Guid.NewGuid() }, DemonstrationHouse.Token)).ShouldBeEmpty();
        (await confirming.Waiting(Second, DemonstrationHouse.Token)).Single().Certificate.Id.ShouldBe(held.Id);
        (await confirming.Handle(held.Id, Second, DemonstrationHouse.Token)).Succeeded.ShouldBeTrue();
        (await confirming.Handle(held.Id, Second, DemonstrationHouse.Token)).Succeeded.ShouldBeTrue();
        (await confirming.Waiting(Second, DemonstrationHouse.Token)).ShouldBeEmpty();

        (await Sign((await Held()).Single(), mine, code)).Value.ShouldNotBeNull().Single().Failure.ShouldBeNull();
        string text = Text(await Files.Register(namesake, Password, Leader, DemonstrationHouse.Token), OwnCertificateErrors.Refused);
        text.ShouldContain("số định danh của người khác");
        text.ShouldContain("002)");
        text.ShouldNotContain("001099000002");
        // Under whatever name, it is this person's number and no other official's.
        byte[] renamed = await Services.KeyFile("Tên Sau Khi Đổi", Password, "PNOVN-001099000001");
        (await Files.Register(renamed, Password, Leader, DemonstrationHouse.Token)).Succeeded.ShouldBeTrue();
        byte[] ofLeader = await Services.KeyFile(Second.Name, Password, Number);
        Text(await Files.Register(ofLeader, Password, Second, DemonstrationHouse.Token), OwnCertificateErrors.Refused).ShouldContain("số định danh của người khác");

        await House.Settle();
        (await House.Verify()).ShouldBeEmpty();
        // The record says that it was confirmed, not what.
        (await House.Read((db, token) => db.Set<RecordEvent>().CountAsync(e => e.Type == "signing.number-confirmed", token))).ShouldBe(1);
        (await House.Read((db, token) => db.Set<RecordEvent>().ToListAsync(token))).ShouldAllBe(e => !(e.Payload ?? "").Contains("001099000001"));
    }

    [Fact]
    public async Task Two_officials_with_one_number_get_it_confirmed_once_and_nobody_is_his_own_second_person_in_the_database_either()
    {
        byte[] one = await Services.KeyFile(Leader.Name, Password, Number), two = await Services.KeyFile(Second.Name, Password, Number);
        HeldCertificate held = await Registered(one);
        (await Files.Register(two, Password, Second, DemonstrationHouse.Token)).Succeeded.ShouldBeTrue();
        HeldCertificate other = (await House.Get<OwnCertificates>().Of(Second.PersonId!.Value, DemonstrationHouse.Token)).Single();

        Outcome<Done>[] outcomes = await Task.WhenAll(
            new[] { held.Id, other.Id }.Select(id => Task.Run(() => House.Get<ConfirmNumber>().Handle(id, Third, DemonstrationHouse.Token))));
        outcomes.Count(outcome => outcome.Succeeded).ShouldBe(1);
        outcomes.Single(outcome => !outcome.Succeeded).Failure!.Code.ShouldBe(OwnCertificateErrors.NumberTaken);
        await Should.ThrowAsync<Exception>(() => House.Tamper("UPDATE signer_numbers SET confirmed_by = person_id"));
    }

    [Fact]
    public async Task A_wrong_confirmation_is_taken_back_with_a_reason_and_nothing_is_signed_until_it_is_confirmed_anew()
    {
        byte[] file = await Services.KeyFile(Leader.Name, Password, Number);
        HeldCertificate held = await Registered(file);
        (await House.Get<ConfirmNumber>().Handle(held.Id, Second, DemonstrationHouse.Token)).Succeeded.ShouldBeTrue();
        string signed = await Opened(), later = await Opened();
        HeldCertificate confirmed = (await Held()).Single();
        (await Sign(confirmed, file, signed)).Value.ShouldNotBeNull().Single().Failure.ShouldBeNull();
        string hash = (await House.Dossier(signed)).Result!.ContentHash;

        ConfirmedNumber seen = (await TakingBack.Confirmed(null, Third, DemonstrationHouse.Token)).ShouldHaveSingleItem();
        (seen.Official.Id, seen.By, seen.Confirmation.Numbers.Single().Value).ShouldBe((Leader.PersonId!.Value, Second.Name, "001099000001"));
        (await TakingBack.Confirmed(Leader.Name, Third, DemonstrationHouse.Token)).Single().Official.Id.ShouldBe(Leader.PersonId!.Value);
        (await TakingBack.Confirmed(VietnameseFolding.Fold(Leader.Name), Third, DemonstrationHouse.Token)).ShouldHaveSingleItem("without marks");
        (await TakingBack.Confirmed(seen.Official.UserName, Third, DemonstrationHouse.Token)).ShouldHaveSingleItem();
        (await TakingBack.Confirmed("Không Ai Tên Này", Third, DemonstrationHouse.Token)).ShouldBeEmpty();
        // Neither the holder, nor who may not confirm, nor another agency; who confirmed it always, wherever they are now.
        (await TakingBack.Confirmed(null, Leader, DemonstrationHouse.Token)).ShouldBeEmpty();
        (await TakeBack(seen, Leader)).Failure!.Code.ShouldBe(OwnCertificateErrors.OwnConfirmation);
        (await TakeBack(seen, House.Walk.Cast["officer"])).Failure!.Code.ShouldBe(KernelErrors.Forbidden);
        (await TakeBack(seen, Third with { AgencyId = Guid.NewGuid() })).Failure!.Code.ShouldBe(OwnCertificateErrors.NotFound);
        (await TakingBack.Find(held.Id, Third with { AgencyId = Guid.NewGuid() }, DemonstrationHouse.Token)).ShouldBeNull();
        (await TakingBack.Confirmed(null, Second with { AgencyId = Guid.NewGuid() }, DemonstrationHouse.Token)).ShouldHaveSingleItem();
        (await TakeBack(seen, Third, reason: "  ")).Failure!.Code.ShouldBe(KernelErrors.ReasonMissing);
        (await Held()).Single().AwaitsConfirmation.ShouldBeFalse();

        // Pressed twice it is done once; pressed on a page that is no longer true, nothing.
        (await TakeBack(seen, Third, key: "mot")).Succeeded.ShouldBeTrue();
        (await TakeBack(seen, Third, key: "mot")).Succeeded.ShouldBeTrue();
        (await TakeBack(seen, Third, key: "hai")).Failure!.Code.ShouldBe(OwnCertificateErrors.NumberNotConfirmed);
        (await Held()).Single().AwaitsConfirmation.ShouldBeTrue();
        (await House.Get<OwnCertificates>().Problem(confirmed, Leader, demonstration: true, DemonstrationHouse.Token))!.Code.ShouldBe(SigningCodes.CertificateNumberOpen);
        Text(await Sign(confirmed, file, later), OwnCertificateErrors.NotUsable).ShouldContain("chưa được người thứ hai xác nhận");
        (await House.Dossier(later)).Result!.State.ShouldBe(ResultState.Prepared);
        DossierResult before = (await House.Dossier(signed)).Result!;
        (before.State, before.ContentHash, before.SignedBy).ShouldBe((ResultState.Signed, hash, Leader.PersonId));

        (await House.Get<ConfirmNumber>().Waiting(Second, DemonstrationHouse.Token)).Single().Certificate.Id.ShouldBe(held.Id);
        Clock.Advance(TimeSpan.FromMinutes(1));
        (await House.Get<ConfirmNumber>().Handle(held.Id, Second, DemonstrationHouse.Token)).Succeeded.ShouldBeTrue();
        (await TakeBack(seen, Third, key: "ba")).Failure!.Code.ShouldBe(OwnCertificateErrors.NumberNotConfirmed);
        (await Sign((await Held()).Single(), file, later)).Value.ShouldNotBeNull().Single().Failure.ShouldBeNull();

        await House.Settle();
        (await House.Verify()).ShouldBeEmpty();
        List<RecordEvent> acts = await House.Read((db, token) => db.Set<RecordEvent>().Where(e => e.SubjectId == held.Id && (e.Type == CertificateActs.NumberConfirmed || e.Type == CertificateActs.NumberTakenBack)).OrderBy(e => e.Ord).ToListAsync(token));
        acts.Select(act => (act.Type, act.ActorId, act.Reason)).ShouldBe(
        [
            (CertificateActs.NumberConfirmed, Second.PersonId, null), (CertificateActs.NumberTakenBack, Third.PersonId, "Đối chiếu nhầm"), (CertificateActs.NumberConfirmed, Second.PersonId, null),
        ]);
        acts[1].Payload!.ShouldContain(Second.PersonId!.Value.ToString());
        acts.ShouldAllBe(act => !act.Payload!.Contains("001099000001"));
    }

    [Fact]
    public async Task What_two_people_take_back_at_once_is_taken_back_once_and_the_number_is_free_for_whose_it_is()
    {
        byte[] wrong = await Services.KeyFile(Leader.Name, Password, Number), right = await Services.KeyFile(Second.Name, Password, Number);
        HeldCertificate held = await Registered(wrong);
        (await Files.Register(right, Password, Second, DemonstrationHouse.Token)).Succeeded.ShouldBeTrue();
        HeldCertificate other = (await House.Get<OwnCertificates>().Of(Second.PersonId!.Value, DemonstrationHouse.Token)).Single();
        (await House.Get<ConfirmNumber>().Handle(held.Id, Third, DemonstrationHouse.Token)).Succeeded.ShouldBeTrue();
        (await House.Get<ConfirmNumber>().Handle(other.Id, Third, DemonstrationHouse.Token)).Failure!.Code.ShouldBe(OwnCertificateErrors.NumberTaken);
        // Where the certificate was taken out meanwhile, too.
        (await House.Get<OwnCertificates>().Remove(held.Id, Leader, DemonstrationHouse.Token)).Succeeded.ShouldBeTrue();
        ConfirmedNumber seen = (await TakingBack.Find(held.Id, Second, DemonstrationHouse.Token)).ShouldNotBeNull();

        Outcome<Done>[] outcomes = await Task.WhenAll(new[] { Second, Third }.Select(actor => Task.Run(() => TakeBack(seen, actor))));

        outcomes.Count(outcome => outcome.Succeeded).ShouldBe(1);
        outcomes.Single(outcome => !outcome.Succeeded).Failure!.Code.ShouldBe(OwnCertificateErrors.NumberNotConfirmed);
        (await House.Read((db, token) => db.Set<RecordEvent>().CountAsync(e => e.Type == CertificateActs.NumberTakenBack, token))).ShouldBe(1);
        (await House.Get<ConfirmNumber>().Handle(other.Id, Third, DemonstrationHouse.Token)).Succeeded.ShouldBeTrue();
        Text(await Files.Register(wrong, Password, Leader, DemonstrationHouse.Token), OwnCertificateErrors.Refused).ShouldContain("số định danh của người khác");
    }

    Actor Third => House.Walk.Cast["admin"] with { AgencyId = Leader.AgencyId };

    TakeBackNumber TakingBack => House.Get<TakeBackNumber>();

    Task<Outcome<Done>> TakeBack(ConfirmedNumber seen, Actor actor, string reason = "Đối chiếu nhầm", string? key = null) => TakingBack.Handle(
        seen.Confirmation.CertificateId, seen.Confirmation.At, reason, key ?? Guid.NewGuid().ToString("N"), actor, DemonstrationHouse.Token);

    async Task<HeldCertificate> Registered(byte[] file)
    {
        Outcome<Done> outcome = await Files.Register(file, Password, Leader, DemonstrationHouse.Token);
        outcome.Succeeded.ShouldBeTrue($"{outcome.Failure} {string.Join(' ', outcome.Failure?.Arguments ?? [])}");
        return (await Held())[^1];
    }

    Task<List<HeldCertificate>> Held() => House.Get<OwnCertificates>().Of(Leader.PersonId!.Value, DemonstrationHouse.Token);

    async Task<Outcome<SignedOne[]>> Sign(HeldCertificate held, byte[] file, string code) => await House.Get<SignResults>().Handle(
        await Chosen(code), () => Files.Open(held.Id, file, Password, Leader, DemonstrationHouse.Token), Guid.NewGuid().ToString("N"), Leader, DemonstrationHouse.Token);

    static X509Certificate2 Certificate(byte[] file) => X509CertificateLoader.LoadPkcs12Collection(file, Password).Single(certificate => certificate.HasPrivateKey);

    static string Text<T>(Outcome<T> outcome, ErrorCode code)
    {
        outcome.Failure.ShouldNotBeNull().Code.ShouldBe(code);
        return outcome.Failure.Arguments[0].ShouldBeOfType<string>();
    }
}
