using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using VanLang.Directory.Contracts;
using VanLang.Identity.Contracts;
using VanLang.Kernel.Access;

namespace VanLang.OneStop.Law.Impact;

/// <summary>The comparison as a file.</summary>
static class ImpactEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints) => endpoints
        .MapGet("/can-bo/tac-dong/{version}/danh-sach.csv", Csv)
        .WithMetadata(new RequiresPermissionAttribute(OneStopPermissions.Impact));

    static async Task<IResult> Csv(
        string version, Proposals proposals, LawImpact impact, DirectoryQueries directory, CurrentActor current, IStringLocalizer<LawTexts> text, HttpContext context, CancellationToken cancellationToken)
    {
        if (await proposals.Find(version, cancellationToken) is not { } proposal)
            return TypedResults.NotFound();
        context.Response.Headers.CacheControl = "no-store";
        Dictionary<Guid, string> names = [];
        async Task<string> Agency(Guid id) => names.TryGetValue(id, out string? known) ? known : names[id] = (await directory.AgencyOfAnyDay(id, cancellationToken))?.Name ?? "";
        return TypedResults.Stream(
            to => ImpactCsv.Write(to, impact.Batches(proposal, LawImpact.SeenBy(current.Actor), Guid.Empty, cancellationToken), Agency, text, cancellationToken),
            "text/csv; charset=utf-8",
            $"tac-dong-{proposal.Key}@{proposal.From:yyyy-MM-dd}.csv");
    }
}
