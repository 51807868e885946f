using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using VanLang.Identity.Contracts;
using VanLang.Kernel.Access;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Drafts;
using VanLang.OneStop.Papers;

namespace VanLang.OneStop.Desk;

/// <summary>Files of a case. Who may not see the dossier gets the same answer as for a code that does not exist.</summary>
static class DeskEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder cases = endpoints.MapGroup("/can-bo/ho-so/{code}").WithMetadata(new RequiresPermissionAttribute(OneStopPermissions.Search));
        cases.MapGet("/tep/{documentId:guid}", Document);
        cases.MapGet("/giay/{paperId:guid}", Paper);
        cases.MapGet("/du-thao", Draft);
        cases.MapGet("/to-khai.pdf", Declaration);
        endpoints.MapGet("/can-bo/tiep-nhan/{draftId:guid}/to-khai.pdf", DraftDeclaration).WithMetadata(new RequiresPermissionAttribute(OneStopPermissions.Receive));
        cases.MapGet("/y-kien/{requestId:guid}", OpinionLetter);
        cases.MapGet("/anh/{photoId:guid}", Photo);
        endpoints.MapGet("/can-bo/ho-so/danh-sach.csv", Csv).WithMetadata(new RequiresPermissionAttribute(OneStopPermissions.Search));
    }

    static async Task<IResult> Declaration(string code, HttpContext http, DossierQueries dossiers, DeclarationPapers declarations, CurrentActor current, CancellationToken cancellationToken) =>
        await dossiers.Find(code, AccessScope.Of(current.Actor), cancellationToken) is { } file
            ? DeclarationAnswer.Of(await declarations.Of(file, cancellationToken), code, http)
            : Microsoft.AspNetCore.Http.Results.NotFound();

    // For the person at the counter, to sign by hand.
    static async Task<IResult> DraftDeclaration(Guid draftId, HttpContext http, DraftReader drafts, DeclarationPapers declarations, CurrentActor current, CancellationToken cancellationToken) =>
        await drafts.Find(draftId, current.Actor, cancellationToken) is { Draft.AtCounter: true } draft
            ? DeclarationAnswer.Of(await declarations.Of(draft, cancellationToken), draft.Procedure.Code, http)
            : Microsoft.AspNetCore.Http.Results.NotFound();

    static PushStreamHttpResult Csv(DossierList list, CurrentActor current, IStringLocalizer<DeskTexts> text, HttpContext context, CancellationToken cancellationToken)
    {
        AccessScope scope = AccessScope.Of(current.Actor);
        DossierFilter filter = DossierSearch.Of(context.Request.Query).Filter();
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Stream(
            to => DossierCsv.Write(to, list.Export(scope, filter, cancellationToken), text, cancellationToken),
            "text/csv; charset=utf-8",
            string.Create(CultureInfo.InvariantCulture, $"ho-so-{list.Today:yyyyMMdd}.csv"));
    }

    static async Task<IResult> Document(string code, Guid documentId, string? tai, DossierQueries dossiers, DeskFiles files, CurrentActor current, CancellationToken cancellationToken)
    {
        DossierFile? file = await dossiers.Find(code, AccessScope.Of(current.Actor), cancellationToken);
        return file?.Documents.FirstOrDefault(document => document.Id == documentId) is { FileId: { } fileId } document
            ? await files.Send(fileId, document.Name, download: tai is not null, cancellationToken)
            : Microsoft.AspNetCore.Http.Results.NotFound();
    }

    static async Task<IResult> Paper(string code, Guid paperId, DossierQueries dossiers, DeskFiles files, CurrentActor current, CancellationToken cancellationToken)
    {
        DossierFile? file = await dossiers.Find(code, AccessScope.Of(current.Actor), cancellationToken);
        if (file?.Papers.FirstOrDefault(paper => paper.Id == paperId) is not { } paper)
            return Microsoft.AspNetCore.Http.Results.NotFound();
        return await files.FileOf(paper, cancellationToken) is { } fileId
            ? await files.Send(fileId, $"{PaperFiles.NameOf(paper.Kind)}-{code}.pdf", download: false, cancellationToken)
            : Microsoft.AspNetCore.Http.Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }

    static async Task<IResult> OpinionLetter(string code, Guid requestId, DossierQueries dossiers, DeskFiles files, CurrentActor current, CancellationToken cancellationToken)
    {
        DossierFile? file = await dossiers.Find(code, AccessScope.Of(current.Actor), cancellationToken);
        return file?.Opinions.FirstOrDefault(request => request.Id == requestId) is { FileId: { } fileId } request
            ? await files.Send(fileId, request.FileName!, download: false, cancellationToken)
            : Microsoft.AspNetCore.Http.Results.NotFound();
    }

    static async Task<IResult> Photo(string code, Guid photoId, DossierQueries dossiers, DeskFiles files, CurrentActor current, CancellationToken cancellationToken)
    {
        DossierFile? file = await dossiers.Find(code, AccessScope.Of(current.Actor), cancellationToken);
        return file?.Photos.FirstOrDefault(photo => photo.Id == photoId) is { } photo
            ? await files.Send(photo.FileId, photo.Name, download: false, cancellationToken)
            : Microsoft.AspNetCore.Http.Results.NotFound();
    }

    static async Task<IResult> Draft(string code, string? sha256, DossierQueries dossiers, DeskFiles files, CurrentActor current, CancellationToken cancellationToken)
    {
        DossierFile? file = await dossiers.Find(code, AccessScope.Of(current.Actor), cancellationToken);
        if (file?.Result is not { } result)
            return Microsoft.AspNetCore.Http.Results.NotFound();
        // Who opens a file to sign it gets that very file, or none.
        return sha256 is null || sha256 == result.ContentHash
            ? await files.Send(result.FileId, $"{PaperFiles.NameOf(PaperKind.Result)}-{code}.pdf", download: false, cancellationToken)
            : Microsoft.AspNetCore.Http.Results.Conflict();
    }
}
