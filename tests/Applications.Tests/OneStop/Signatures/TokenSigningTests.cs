using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using Shouldly;
using VanLang.Databases;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Record;
using VanLang.OneStop.Results;
using VanLang.OneStop.Results.Elsewhere;
using VanLang.Platform.Tests.Signing;
using VanLang.Signing.Contracts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Signatures;

[Collection(SoftTokens.Alone)]
public sealed class TokenSigningTestsOnSqlite() : TokenSigningTests(StoreKind.Sqlite);

[Collection(SoftTokens.Alone)]
public sealed class TokenSigningTestsOnPostgres() : TokenSigningTests(StoreKind.Postgres);

/// <summary>Registering and signing with keys on tokens attached to the server. Tokens are prepared before the house asks for the library.</summary>
public abstract class TokenSigningTests(StoreKind store) : ElsewhereHouse(store)
{
    const string Mine = "ky-so-lanh-dao", Another = "ky-so-khac";
    readonly SoftTokens soft = new();

    internal override Dictionary<string, string?> Settings => new(base.Settings) { [KeyToken.Setting] = SoftTokens.Library };

    TokenKeys Tokens => House.Get<TokenKeys>();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        soft.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Two_results_are_signed_by_one_pin_of_the_token_and_the_pin_is_kept_nowhere()
    {
        await Token(Mine, Leader.Name);
        HeldCertificate held = await Registered();
        (held.Place, held.Reference).ShouldBe((KeyPlace.Token, Mine));
        string[] codes = [await Opened(), await Opened()];
        ChosenResult[] chosen = await Chosen(codes);

        (await Sign(held, chosen, SoftTokens.Pin, "hai")).Value.ShouldNotBeNull().ShouldAllBe(one => one.Failure == null);
        // Sent twice they are signed once.
        (await Sign(held, chosen, SoftTokens.Pin, "hai")).Value.ShouldNotBeNull().ShouldAllBe(one => one.Failure == null);

        foreach (string code in codes)
        {
            DossierResult result = (await House.Dossier(code)).Result!;
            (result.State, result.SignedBy).ShouldBe((ResultState.Signed, Leader.PersonId));
            SignatureFinding signature = PdfSignatureCheck.Check(await File(code), House.Get<TrustListFile>().Read(), Clock.GetUtcNow()).Signatures.Single();
            (signature.Field, signature.Signer, signature.IsIntact, signature.Level, signature.Chain.Status).ShouldBe(("leader", $"MÔ PHỎNG – {Leader.Name}", true, "B-T", ChainStatus.Trusted));
            signature.Certificate.Span.SequenceEqual(held.Certificate.Span).ShouldBeTrue();
        }

        await House.Walk.Issue(codes[0]);
        await OtherTools.Agree(await File(codes[0]), signatures: 2);
        await House.Settle();
        (await House.Verify()).ShouldBeEmpty();
        (await Tokens.Open(held.Id, SoftTokens.Pin + "x", Leader, DemonstrationHouse.Token)).Failure!.Code.ShouldBe(SigningErrors.TokenPinFew);
        Log.Written.Count.ShouldBeGreaterThan(50);
        Log.Written.ShouldAllBe(line => !line.Contains(SoftTokens.Pin));
        (await House.Read((db, token) => db.Set<RecordEvent>().ToListAsync(token))).ShouldAllBe(e => !(e.Payload ?? "").Contains(SoftTokens.Pin));
    }

    [Fact]
    public async Task A_wrong_pin_spends_one_try_and_says_how_near_the_lock_is_and_none_spends_nothing()
    {
        await Token(Mine, Leader.Name);
        soft.Add("con-mot-lan");
        soft.Add("da-khoa");
        soft.Flag("con-mot-lan", CKF.CKF_USER_PIN_FINAL_TRY);
        soft.Flag("da-khoa", CKF.CKF_USER_PIN_LOCKED);

        (await Register(Mine, " ")).ShouldBe(SigningErrors.TokenPinMissing);
        (await Tries()).ShouldBe(0);
        (await Register(Mine, "000000")).ShouldBe(SigningErrors.TokenPinFew);
        (await Register("con-mot-lan", "000000")).ShouldBe(SigningErrors.TokenPinLast);
        (await Register("da-khoa", SoftTokens.Pin)).ShouldBe(SigningErrors.TokenLocked);
        HeldCertificate held = await Registered();
        string code = await Opened();
        (await Sign(held, await Chosen(code), "000000", "sai")).Failure!.Code.ShouldBe(SigningErrors.TokenPinFew);
        (await Sign(held, await Chosen(code), "", "khong")).Failure!.Code.ShouldBe(SigningErrors.TokenPinMissing);
        (await House.Dossier(code)).Result!.State.ShouldBe(ResultState.Prepared);

        // Who tries PINs is on record.
        (await Tries()).ShouldBe(4);

        Task<int> Tries() => House.Read((db, token) => db.Set<RecordEvent>().CountAsync(e => e.Type == "signing.token-pin-wrong" && e.ActorId != null, token));
    }

    [Fact]
    public async Task A_token_that_is_not_there_or_has_nothing_to_sign_with_says_so()
    {
        byte[] absent = await Services.KeyFile(Leader.Name, "mat-khau-tep");
        using var file = KeyFile.Open(absent, "mat-khau-tep").ShouldNotBeNull();
        soft.Add("chua-co-gi");
        await Token("khong-ky-duoc", Leader.Name);
        SoftTokens.ForbidSigning("khong-ky-duoc");
        await Token(Mine, Leader.Name);
        using var second = await soft.AddKey(Services, Mine, 0x02, Leader.Name);

        (await Register("khong-co", SoftTokens.Pin)).ShouldBe(SigningErrors.TokenMissing);
        (await Register("chua-co-gi", SoftTokens.Pin)).ShouldBe(SigningErrors.TokenEmpty);
        (await Register("khong-ky-duoc", SoftTokens.Pin)).ShouldBe(SigningErrors.TokenCannotSign);
        TokenRegistration several = await Tokens.Register(Mine, SoftTokens.Pin, null, Leader, DemonstrationHouse.Token);
        several.Outcome.Failure!.Code.ShouldBe(SigningErrors.TokenChoose);
        several.Found.Count.ShouldBe(2);
        string thumbprint = second.GetCertHashString(HashAlgorithmName.SHA256);
        (await Tokens.Register(Mine, SoftTokens.Pin, thumbprint, Leader, DemonstrationHouse.Token)).Outcome.Succeeded.ShouldBeTrue();
        (await Held()).Single().Thumbprint.ShouldBe(thumbprint);

        // Registered under a token that was taken away, or that holds another certificate now; it is found again where it is registered again.
        string code = await Opened();
        await Moved("khong-co", SigningErrors.TokenMissing);
        await Moved("chua-co-gi", SigningErrors.TokenEmpty);
        await Moved("khong-ky-duoc", SigningErrors.TokenOther);
        (await House.Dossier(code)).Result!.State.ShouldBe(ResultState.Prepared);
        (await Tokens.Register(Mine, SoftTokens.Pin, thumbprint, Leader, DemonstrationHouse.Token)).Outcome.Succeeded.ShouldBeTrue();
        (await Sign((await Held()).Single(), await Chosen(code), SoftTokens.Pin, "lai")).Value.ShouldNotBeNull().Single().Failure.ShouldBeNull();

        async Task Moved(string label, ErrorCode expected)
        {
            HeldCertificate held = (await Held()).Single();
            (await House.Get<OwnCertificates>().Add(KeyPlace.Token, label, held.Certificate, held.Chain, demonstration: true, Leader, DemonstrationHouse.Token)).Succeeded.ShouldBeTrue();
            (await Held()).Single().Reference.ShouldBe(label);
            (await Sign(held, await Chosen(code), SoftTokens.Pin, label)).Failure!.Code.ShouldBe(expected);
        }
    }

    [Fact]
    public async Task Nobody_opens_the_token_or_signs_with_the_certificate_of_another_and_a_number_waits_for_its_second_person()
    {
        await Token(Mine, Leader.Name, "CCCD:001099000001");
        await Token(Another, "Người Khác");
        Actor other = House.Walk.Cast["head-of-unit"];
        (await Tokens.Labels(other, DemonstrationHouse.Token)).ShouldBe([Another, Mine], ignoreOrder: true);
        // Whoever guesses the PIN of a token before its holder has come still bears another name.
        (await Tokens.Register(Mine, SoftTokens.Pin, null, other, DemonstrationHouse.Token)).Outcome.Failure!.Code.ShouldBe(OwnCertificateErrors.Refused);
        (await Register(Another, SoftTokens.Pin)).ShouldBe(OwnCertificateErrors.Refused);

        HeldCertificate held = await Registered();
        held.AwaitsConfirmation.ShouldBeTrue();
        (await Tokens.Labels(other, DemonstrationHouse.Token)).ShouldBe([Another]);
        (await Tokens.Register(Mine, SoftTokens.Pin, null, other, DemonstrationHouse.Token)).Outcome.Failure!.Code.ShouldBe(SigningErrors.TokenMissing);
        (await Tokens.Open(held.Id, SoftTokens.Pin, other, DemonstrationHouse.Token)).Failure!.Code.ShouldBe(OwnCertificateErrors.NotFound);
        (await Tokens.Open(held.Id, SoftTokens.Pin, Leader with { PersonId = null }, DemonstrationHouse.Token)).Failure!.Code.ShouldBe(OwnCertificateErrors.NotFound);
        // The key of a token is no key file and answers no phone.
        (await House.Get<KeyFiles>().Open(held.Id, default, "", Leader, DemonstrationHouse.Token)).Failure!.Code.ShouldBe(OwnCertificateErrors.NotFound);

        string code = await Opened();
        (await Ask(await Chosen(code), held.Id, "dien-thoai")).Failure!.Code.ShouldBe(OwnCertificateErrors.NotFound);
        (await Sign(held, await Chosen(code), SoftTokens.Pin, "chua")).Failure!.Code.ShouldBe(OwnCertificateErrors.NotUsable);
        (await House.Get<ConfirmNumber>().Handle(held.Id, other, DemonstrationHouse.Token)).Succeeded.ShouldBeTrue();
        await Services.Revoke(X509CertificateLoader.LoadCertificate(held.Certificate.Span));
        Failure revoked = (await Sign(held, await Chosen(code), "000000", "thu-hoi")).Failure.ShouldNotBeNull();
        revoked.Code.ShouldBe(OwnCertificateErrors.NotUsable);
        // A certificate that signs nothing costs no try.
        (await House.Read((db, token) => db.Set<RecordEvent>().CountAsync(e => e.Type == "signing.token-pin-wrong", token))).ShouldBe(0);
        (await House.Dossier(code)).Result!.State.ShouldBe(ResultState.Prepared);
    }

    [Fact]
    public async Task A_token_that_fails_or_a_signer_who_goes_away_leaves_nothing_half_signed_and_the_token_to_whoever_comes_next()
    {
        await Token(Mine, Leader.Name);
        HeldCertificate held = await Registered();
        string[] codes = [await Opened(), await Opened()];
        ChosenResult[] chosen = await Chosen(codes);
        (IPkcs11Library beside, ISlot slot) = SoftTokens.Beside(Mine);
        using IPkcs11Library library = beside;

        // The module forgets its sessions once the PIN was right.
        Outcome<SignedOne[]> failed = await House.Get<SignResults>().Handle(
            chosen,
            async () =>
            {
                Outcome<UnlockedKey> key = await Tokens.Open(held.Id, SoftTokens.Pin, Leader, DemonstrationHouse.Token);
                slot.CloseAllSessions();
                return key;
            },
            "hong",
            Leader,
            DemonstrationHouse.Token);
        failed.Value.ShouldNotBeNull().Select(one => one.Failure?.Code).ShouldBe([SigningErrors.TokenFailed, SigningErrors.TokenFailed]);
        (await House.Dossier(codes[0])).Result!.State.ShouldBe(ResultState.Prepared);

        // The signer closes the page.
        using CancellationTokenSource gone = new();
        await Should.ThrowAsync<OperationCanceledException>(() => House.Get<SignResults>().Handle(
            chosen,
            async () =>
            {
                Outcome<UnlockedKey> key = await Tokens.Open(held.Id, SoftTokens.Pin, Leader, DemonstrationHouse.Token);
                await gone.CancelAsync();
                return key;
            },
            "dong",
            Leader,
            gone.Token));
        (await House.Dossier(codes[0])).Result!.State.ShouldBe(ResultState.Prepared);

        (await Sign(held, chosen, SoftTokens.Pin, "lai")).Value.ShouldNotBeNull().ShouldAllBe(one => one.Failure == null);
        (await House.Dossier(codes[1])).Result!.State.ShouldBe(ResultState.Signed);
        await House.Settle();
        (await House.Verify()).ShouldBeEmpty();
    }

    async Task Token(string label, string name, string? number = null)
    {
        soft.Add(label);
        using var certificate = await soft.AddKey(Services, label, 0x01, name, number);
    }

    async Task<ErrorCode> Register(string label, string pin) => (await Tokens.Register(label, pin, null, Leader, DemonstrationHouse.Token)).Outcome.Failure.ShouldNotBeNull().Code;

    async Task<HeldCertificate> Registered()
    {
        Outcome<Done> outcome = (await Tokens.Register(Mine, SoftTokens.Pin, null, Leader, DemonstrationHouse.Token)).Outcome;
        outcome.Succeeded.ShouldBeTrue($"{outcome.Failure} {string.Join(' ', outcome.Failure?.Arguments ?? [])}");
        return (await Held()).Single();
    }

    Task<List<HeldCertificate>> Held() => House.Get<OwnCertificates>().Of(Leader.PersonId!.Value, DemonstrationHouse.Token);

    Task<Outcome<SignedOne[]>> Sign(HeldCertificate held, ChosenResult[] chosen, string pin, string key) => House.Get<SignResults>().Handle(
        chosen, () => Tokens.Open(held.Id, pin, Leader, DemonstrationHouse.Token), key, Leader, DemonstrationHouse.Token);

    async Task<ReadOnlyMemory<byte>> File(string code) => await House.Get<ResultFiles>().Read((await House.Dossier(code)).Result!.FileId, DemonstrationHouse.Token);
}
