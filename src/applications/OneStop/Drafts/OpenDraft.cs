using VanLang.Forms.Contracts;
using VanLang.Kernel.Access;
using VanLang.OneStop.Catalogue;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Portal;
using VanLang.OneStop.Tracking;

namespace VanLang.OneStop.Drafts;

/// <summary>A draft with the versions of procedure and form it is filled in by.</summary>
sealed record OpenDraft(Draft Draft, IReadOnlyList<DraftFile> Files, Procedure Procedure, FormSchema Form, FormAnswers Answers, FormContext Context)
{
    public Guid Id => Draft.Id;

    /// <summary>Pages after those of the form: contact, return of the result, check.</summary>
    public const int PagesAfter = 3;

    /// <summary>All pages that are filled in or looked at, as they are counted before the reader.</summary>
    public int PageCount => Form.VisiblePages(Answers, Context).Count + PagesAfter;

    /// <summary>Address of a page of the draft.</summary>
    public string Href(string page) => $"ho-so/nhap/{Draft.Id}/{page}";
}

/// <summary>Reads drafts for the pages on which they are filled in.</summary>
sealed class DraftReader(DraftQueries drafts, DossierQueries dossiers, ProcedureCatalogue catalogue, FormLibrary forms, FilingModes modes, TimeProvider time)
{
    /// <summary>The draft to go on with; null where it is not the actor's, or where the law has it filed on the national portal by now.</summary>
    public async Task<OpenDraft?> Find(Guid draftId, Actor actor, CancellationToken cancellationToken) =>
        await Owned(draftId, actor, cancellationToken) is { } draft
        && (draft.Draft is not { AtCounter: false, DossierId: null } || (await modes.Today(cancellationToken)).FilesHere)
            ? draft
            : null;

    /// <summary>The draft, or null where it is not the actor's.</summary>
    public async Task<OpenDraft?> Owned(Guid draftId, Actor actor, CancellationToken cancellationToken)
    {
        if (await drafts.Find(draftId, actor, cancellationToken) is not { } found)
            return null;
        FormSchema form = await forms.Version(found.Draft.FormKey, found.Draft.FormVersion);
        return new(
            found.Draft,
            found.Files,
            await catalogue.Version(found.Draft.ProcedureCode, found.Draft.ProcedureVersion),
            form,
            FormAnswers.FromJson(found.Draft.Answers),
            DraftContext.Of(time.GetUtcNow(), found.Draft, found.Files));
    }

    /// <summary>Address of the dossier that a draft has become; null while it is a draft.</summary>
    public async Task<string?> BecameHref(OpenDraft draft, CancellationToken cancellationToken) =>
        draft.Draft.DossierId is { } id ? DossierLinks.Done((await dossiers.Whole(id, cancellationToken)).Dossier.Code, DossierLinks.AlreadySent) : null;
}
