using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using VanLang.Designing.Contracts;
using VanLang.Directory.Contracts;
using VanLang.Identity.Contracts;
using VanLang.Kernel.Access;
using VanLang.OneStop.Desk;
using VanLang.Web.Contracts;

namespace VanLang.OneStop.Law.Rehearsals;

/// <summary>What a rehearsal found as a file for a spreadsheet: UTF-8 with byte order mark, comma, CRLF (RFC 4180).</summary>
static class RehearsalEndpoints
{
    static readonly string[] Heads = ["DossierCode", "SubmittedOn", "HeldAt", "Finding", "Place", "Before", "After", "Difference"];

    public static void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapGet("/can-bo/dien-tap/{id:guid}/danh-sach.csv", Csv)
        .WithMetadata(new RequiresPermissionAttribute(OneStopPermissions.Impact), new RequiresPermissionAttribute(DesignPermissions.Draw));

    static async Task<IResult> Csv(
        Guid id, RehearsalReader reader, DirectoryQueries directory, CurrentActor current, IStringLocalizer<RehearsalTexts> text, HttpContext context, CancellationToken cancellationToken)
    {
        if (await reader.Find(id, current.Actor, cancellationToken) is null)
            return TypedResults.NotFound();
        context.Response.Headers.CacheControl = "no-store";
        RehearsedKind? kind = KindOf(context.Request.Query["muc"]);
        string? place = kind is null ? null : context.Request.Query["cho"].ToString();
        return TypedResults.Stream(to => Write(to, reader.Export(id, kind, place, cancellationToken), directory, text, cancellationToken), "text/csv; charset=utf-8", $"dien-tap-{id:N}.csv");
    }

    /// <summary>A kind by its name; null for none.</summary>
    public static RehearsedKind? KindOf(string? name) => Enum.TryParse(name, out RehearsedKind kind) && Enum.IsDefined(kind) ? kind : null;

    static async Task Write(Stream to, IAsyncEnumerable<IReadOnlyList<RehearsalRow>> parts, DirectoryQueries directory, IStringLocalizer text, CancellationToken cancellationToken)
    {
        await using StreamWriter csv = new(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await Line(Heads.Select(head => text[head].Value));
        await foreach (IReadOnlyList<RehearsalRow> part in parts.WithCancellation(cancellationToken))
        {
            IReadOnlyDictionary<Guid, string> agencies = await directory.SaidNamesOf([.. part.Select(row => row.AgencyId).Distinct()], cancellationToken);
            foreach (RehearsalRow row in part)
            {
                await Line(
                [
                    row.Code, VietnameseFormat.Date(row.SubmittedAt), agencies.GetValueOrDefault(row.AgencyId, ""), text[$"Kind.{row.Kind}"], RehearsedText.Say(row.PlaceName, text) ?? row.Place,
                    RehearsedText.Say(row.Before, text) ?? "", RehearsedText.Say(row.After, text) ?? "", row.Difference?.ToString(CultureInfo.InvariantCulture) ?? "",
                ]);
            }

            await csv.FlushAsync(cancellationToken);
        }

        Task Line(IEnumerable<string> cells) => csv.WriteAsync(string.Join(',', cells.Select(DossierCsv.Cell)) + "\r\n");
    }
}
