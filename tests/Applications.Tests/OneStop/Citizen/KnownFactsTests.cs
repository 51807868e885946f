using Shouldly;
using VanLang.Forms.Contracts;
using VanLang.Kernel.Access;
using VanLang.OneStop.Drafts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Citizen;

/// <summary>Nobody is asked twice: what one dossier was told is offered to the next of the same account, with its source.</summary>
public sealed class KnownFactsTests(SharedHouse shared) : IClassFixture<SharedHouse>
{
    static CancellationToken Token => DemonstrationHouse.Token;

    DemonstrationHouse House => shared.House;

    [Fact]
    public async Task The_address_of_an_earlier_dossier_is_offered_to_its_account_alone_and_says_where_it_comes_from()
    {
        string code = (await House.Walk.Submit(await House.Walk.Draft())).Code;
        Actor citizen = House.Walk.Cast["citizen"];
        Actor another = new(ActorKind.Citizen, "Người khác") { AccountId = Guid.NewGuid() };

        (FormPrefill own, FormSchema form) = await Offers(citizen);
        FormPrefill foreign = (await Offers(another)).Offers;

        PrefillOffer offer = own.Offers["nyc_cu_tru"];
        offer.Value.ShouldBe(new TextAnswer(FormAnswers.FromJson((await House.Dossier(code)).Dossier.Answers).Text("nyc_cu_tru")!));
        offer.From!.Vietnamese.ShouldContain(code);
        own.Offers["nyc_ho_ten"].From.ShouldBeNull("the account knows the name by itself");
        foreign.Offers.ShouldNotContainKey("nyc_cu_tru");
        PrefillSources.For(form.Field("nyc_cu_tru")!)!.Origin.ShouldBe(PrefillOrigin.EarlierDossier);
    }

    [Fact]
    public async Task What_was_answered_on_the_draft_is_not_offered_over()
    {
        await House.Walk.Submit(await House.Walk.Draft());
        Actor citizen = House.Walk.Cast["citizen"];
        OpenDraft draft = await Draft(citizen);
        SchemaPage page = draft.Form.Page("p-nguoi-yeu-cau")!;
        OpenDraft answered = draft with { Answers = FormAnswers.None.With(page.Fields.Select(field => KeyValuePair.Create(field.Key, (AnswerValue?)null))) };

        (await House.Get<KnownFacts>().Offers(answered, page, citizen, Token)).ShouldBe(FormPrefill.None);
    }

    async Task<(FormPrefill Offers, FormSchema Form)> Offers(Actor actor)
    {
        OpenDraft draft = await Draft(actor);
        return (await House.Get<KnownFacts>().Offers(draft, draft.Form.Page("p-nguoi-yeu-cau")!, actor, Token), draft.Form);
    }

    async Task<OpenDraft> Draft(Actor actor)
    {
        Guid id = (await House.Get<StartDraft>().Handle("1.004873", House.Walk.Cast["one-stop-clerk"].AgencyId!.Value, atCounter: false, Guid.NewGuid().ToString(), actor, Token)).Value;
        return (await House.Get<DraftReader>().Find(id, actor, Token)).ShouldNotBeNull();
    }
}
