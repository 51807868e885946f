using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;
using VanLang.Identity.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Files;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Drafts;
using VanLang.OneStop.Papers;

namespace VanLang.OneStop.Tracking;

/// <summary>What citizens' pages post to or download that is no page.</summary>
static class CitizenEndpoints
{
    // A receipt is made about a second after the dossier was sent; whoever is quicker waits.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/ho-so/nhap/{draftId:guid}/tep/{fileId:guid}", DraftFile).WithMetadata(new RequiresCitizenAttribute());
        endpoints.MapGet("/ho-so/{code}/tep/{documentId:guid}", Document).WithMetadata(new RequiresCitizenAttribute());
        endpoints.MapGet("/ho-so/nhap/{draftId:guid}/to-khai.pdf", DraftDeclaration).WithMetadata(new RequiresCitizenAttribute());
        endpoints.MapGet("/ho-so/{code}/to-khai.pdf", Declaration).WithMetadata(new RequiresCitizenAttribute());
        endpoints.MapGet("/ho-so/{code}/giay/{paperId:guid}", Paper).WithMetadata(new RequiresCitizenAttribute());
    }

    static async Task<IResult> DraftFile(
        Guid draftId, Guid fileId, HttpContext http, CurrentActor current, CitizenQueries queries, FileStore files, CancellationToken cancellationToken) =>
        Answer(await queries.OfDraft(draftId, fileId, current.Actor, cancellationToken), http, files);

    static async Task<IResult> Document(
        string code, Guid documentId, HttpContext http, CurrentActor current, CitizenQueries queries, FileStore files, CancellationToken cancellationToken) =>
        Answer(await queries.OfDossier(code, documentId, AccessScope.Of(current.Actor), cancellationToken), http, files);

    static async Task<IResult> Paper(
        string code, Guid paperId, HttpContext http, CurrentActor current, CitizenQueries queries, FileStore files, CancellationToken cancellationToken)
    {
        AccessScope scope = AccessScope.Of(current.Actor);
        PaperWithFile? found = await queries.Paper(code, paperId, scope, cancellationToken);
        for (TimeSpan waited = TimeSpan.Zero; found is { File: null } && waited < Patience; waited += Pause)
        {
            await Task.Delay(Pause, cancellationToken);
            found = await queries.Paper(code, paperId, scope, cancellationToken);
        }

        return found is { File: null }
            ? TypedResults.Redirect($"{http.Request.PathBase}/ho-so/{Uri.EscapeDataString(code)}/dang-lap/{paperId}")
            : Answer(found?.File, http, files);
    }

    static async Task<IResult> DraftDeclaration(
        Guid draftId, HttpContext http, CurrentActor current, DraftReader drafts, DeclarationPapers declarations, CancellationToken cancellationToken) =>
        await drafts.Find(draftId, current.Actor, cancellationToken) is { Draft.AtCounter: false } draft
            ? DeclarationAnswer.Of(await declarations.Of(draft, cancellationToken), draft.Procedure.Code, http)
            : TypedResults.NotFound();

    static async Task<IResult> Declaration(
        string code, HttpContext http, CurrentActor current, DossierQueries dossiers, DeclarationPapers declarations, CancellationToken cancellationToken) =>
        await dossiers.Find(code, AccessScope.Of(current.Actor), cancellationToken) is { } file
            ? DeclarationAnswer.Of(await declarations.Of(file, cancellationToken), code, http)
            : TypedResults.NotFound();

    static IResult Answer(StoredFile? file, HttpContext http, FileStore files)
    {
        if (file is not { MayBeOpened: true })
            return TypedResults.NotFound();
        bool isShown = file.ContentType is "application/pdf" or "image/jpeg" or "image/png" or "image/webp";
        ContentDispositionHeaderValue disposition = new(isShown ? "inline" : "attachment");
        disposition.SetHttpFileName(file.OriginalName);
        http.Response.Headers.ContentDisposition = disposition.ToString();
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.ContentLength = file.Length;
        return TypedResults.Stream(files.Open(file), file.ContentType);
    }
}
