using System.Globalization;
using VanLang.Forms.Contracts;
using VanLang.Identity.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.OneStop.Dossiers;
using VanLang.Web.Contracts;

namespace VanLang.OneStop.Drafts;

/// <summary>
/// What is known of who fills in a draft, so that nobody is asked twice: what the account says, and what the own earlier dossiers tell under the same names, the latest first.
/// It is offered on the page with its source and becomes an answer only when the page is sent.
/// </summary>
sealed class KnownFacts(AccountProfiles profiles, DossierQueries dossiers, FormLibrary forms)
{
    // Older ones tell an older address.
    const int Latest = 10;

    /// <summary>What is offered on a page; nothing is looked up where the page asks for no fact that is still open.</summary>
    public async Task<FormPrefill> Offers(OpenDraft draft, SchemaPage page, Actor actor, CancellationToken cancellationToken)
    {
        HashSet<string> open = [.. page.Fields.Where(field => field.PrefillFrom is not null && !draft.Answers.IsAsked(field.Key)).Select(field => field.PrefillFrom!)];
        if (open.Count == 0)
            return FormPrefill.None;
        Dictionary<string, KnownFact> known = Of(await profiles.Of(actor, cancellationToken));
        open.ExceptWith(known.Keys);
        if (open.Count > 0 && actor is { Kind: ActorKind.Citizen, AccountId: { } account })
            await AddEarlier(known, open, account, cancellationToken);
        return draft.Form.Prefill(known);
    }

    static Dictionary<string, KnownFact> Of(AccountProfile profile)
    {
        Dictionary<string, KnownFact> known = new(StringComparer.Ordinal);
        foreach ((string name, string? said) in new[]
        {
            ("person.fullName", profile.FullName), ("person.identityNumber", profile.PersonalNumber), ("person.phone", profile.Phone), ("person.email", profile.Email),
        })
        {
            if (!string.IsNullOrEmpty(said))
                known[name] = new(new TextAnswer(said));
        }

        return known;
    }

    async Task AddEarlier(Dictionary<string, KnownFact> known, HashSet<string> open, Guid account, CancellationToken cancellationToken)
    {
        foreach (Dossier dossier in (await dossiers.OfAccount(account, cancellationToken)).Take(Latest))
        {
            FormSchema form = await forms.Version(dossier.FormKey, dossier.FormVersion);
            foreach ((string name, AnswerValue value) in form.Facts(FormAnswers.FromJson(dossier.Answers)))
            {
                if (open.Contains(name))
                    known.TryAdd(name, new(value, From(dossier)));
            }

            if (open.All(known.ContainsKey))
                return;
        }
    }

    static LocalText From(Dossier dossier)
    {
        string day = VietnameseFormat.Date(VietnamTime.DateOf(dossier.SubmittedAt));
        return new(
            string.Create(CultureInfo.InvariantCulture, $"hồ sơ {dossier.Code} của Ông/Bà, nộp ngày {day}"),
            string.Create(CultureInfo.InvariantCulture, $"your dossier {dossier.Code}, filed on {day}"));
    }
}
