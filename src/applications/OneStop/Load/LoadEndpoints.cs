using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Localization;
using VanLang.Directory.Contracts;
using VanLang.Identity.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;

namespace VanLang.OneStop.Load;

/// <summary>The table and the rows behind a figure as files.</summary>
static class LoadEndpoints
{
    const string Csv = "text/csv; charset=utf-8";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        RequiresPermissionAttribute permission = new(OneStopPermissions.Load);
        endpoints.MapGet($"/{LoadQuery.TableFile}", Table).WithMetadata(permission);
        endpoints.MapGet($"/{LoadQuery.RowsFile}", Rows).WithMetadata(permission);
    }

    static async Task<PushStreamHttpResult> Table(LoadReader reader, DirectoryQueries directory, CurrentActor current, IStringLocalizer<LoadTexts> text, HttpContext context, CancellationToken cancellationToken)
    {
        (LoadScope scope, LoadQuery query) = await Asked(reader, directory, current, context, cancellationToken);
        LoadItems items = await reader.Read(scope, query, cancellationToken);
        IReadOnlyList<LoadLine> lines = LoadTable.Sorted(LoadTable.Lines(items, query.By, scope.Agencies), query.By, query.Sort, query.Descending);
        return TypedResults.Stream(to => LoadCsv.Table(to, lines, query.By, text), Csv, Name("tai-viec", items.Now));
    }

    static async Task<PushStreamHttpResult> Rows(
        LoadReader reader, LoadRows rows, DirectoryQueries directory, CurrentActor current, IStringLocalizer<LoadTexts> text, HttpContext context, CancellationToken cancellationToken)
    {
        (LoadScope scope, LoadQuery query) = await Asked(reader, directory, current, context, cancellationToken);
        return TypedResults.Stream(to => LoadCsv.Rows(to, rows.Export(scope, query, cancellationToken), scope.Agencies, text, cancellationToken), Csv, Name("tai-viec-danh-sach", reader.Now));
    }

    static async Task<(LoadScope, LoadQuery)> Asked(LoadReader reader, DirectoryQueries directory, CurrentActor current, HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "no-store";
        return (await LoadScope.Of(current.Actor, directory, reader.Now, cancellationToken), LoadQuery.Of(context.Request.Query));
    }

    static string Name(string name, DateTimeOffset now) => string.Create(CultureInfo.InvariantCulture, $"{name}-{VietnamTime.DateOf(now):yyyyMMdd}.csv");
}
