using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using VanLang.Designing.Changes;
using VanLang.Designing.Library;
using VanLang.Identity.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Errors;

namespace VanLang.Designing;

/// <summary>What the desk gives and takes besides its pages: files as they lie below <c>province/</c>, and what a drawing saves by itself.</summary>
static class DesignEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        RequiresPermissionAttribute draws = new(DesigningRoom.Draw);
        endpoints.MapGet("/can-bo/thiet-ke/tai/{kind}/{key}/{version}", Download).WithMetadata(draws);
        endpoints.MapGet("/can-bo/thiet-ke/xuat/{change:guid}", Export).WithMetadata(draws);
        endpoints.MapPost("/can-bo/thiet-ke/luu/{file:guid}", Keep)
            .WithMetadata(draws, new RequireAntiforgeryTokenAttribute(), new RequestFormLimitsAttribute { ValueLengthLimit = 3 * SaveFile.Longest }, new RequestSizeLimitAttribute(3 * SaveFile.Longest));
    }

    static async Task<IResult> Download(string kind, string key, string version, DesignLibrary library, CancellationToken cancellationToken) =>
        library.Kinds.Find(kind) is { } known && await library.Source(known, key, version, isTest: false, cancellationToken) is { } source
            ? Results.File(Encoding.UTF8.GetBytes(source.Text), "application/octet-stream", key + known.Ending)
            : Results.NotFound();

    /// <summary>A ZIP with the files of a change as <c>vanlang import</c> takes them.</summary>
    static async Task<IResult> Export(Guid change, ChangeReader changes, DesignLibrary library, CancellationToken cancellationToken)
    {
        if (await changes.Find(change, cancellationToken) is not { } whole)
            return Results.NotFound();
        using MemoryStream bytes = new();
        using (ZipArchive archive = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            string day = whole.Change.FirstDay is { } first ? "@" + first.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "";
            foreach (DesignFile file in whole.Files)
            {
                if (library.Kinds.Find(file.Kind) is not { } kind)
                    continue;
                await using Stream entry = await archive.CreateEntry($"{kind.Folder}/{file.Key}{day}{(file.IsTest ? kind.TestEnding : kind.Ending)}").OpenAsync(cancellationToken);
                await entry.WriteAsync(Encoding.UTF8.GetBytes(file.IsTest || whole.Change.FirstDay is not { } holds ? file.Content : kind.From(file.Content, holds)), cancellationToken);
            }
        }

        return Results.File(bytes.ToArray(), "application/zip", $"thay-doi-{change:N}.zip");
    }

    static async Task<IResult> Keep(Guid file, HttpContext context, SaveFile save, CurrentActor current, FailureTexts failures, CancellationToken cancellationToken)
    {
        if (context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: true })
            return Results.BadRequest();
        IFormCollection posted = await context.Request.ReadFormAsync(cancellationToken);
        if (!int.TryParse(posted["Seen"], NumberStyles.None, CultureInfo.InvariantCulture, out int seen))
            return Results.BadRequest();
        Outcome<int> outcome = await save.Handle(file, seen, posted["Content"], current.Actor, cancellationToken);
        return outcome.Succeeded
            ? Results.Json(new { revision = outcome.Value })
            : Results.Json(new { code = outcome.Failure.Code.Code, message = failures.Say(outcome.Failure) }, statusCode: outcome.Failure.Code.HttpStatus);
    }
}
