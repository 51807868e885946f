using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using VanLang.Kernel.Access;
using VanLang.Kernel.Record;
using VanLang.Ledger.Contracts;
using VanLang.Transparency;

namespace VanLang.Ledger.Publication;

/// <summary>
/// The log at addresses that stay what they are (C2SP tlog-tiles). Hashes, heads and keys are open to everybody: nothing can be read out of them. Entries say who did
/// what and why, so they are for who may read them.
/// </summary>
static class LogEndpoints
{
    const string Text = "text/plain; charset=utf-8";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        RouteGroupBuilder open = endpoints.MapGroup("/nhat-ky").WithMetadata(new PublicPageAttribute()).RequireRateLimiting(LogLimits.Log);
        open.MapGet("/checkpoint", Newest);
        open.MapGet("/checkpoint/{size:long}", At);
        open.MapGet("/checkpoint/{size:long}/dau-thoi-gian", Stamp);
        open.MapGet("/nhat-quan/{first:long}/{second:long}", Consistency);
        open.MapGet("/khoa", Key);
        open.MapGet("/tile/{level:int}/{**tile}", Tile);
        endpoints.MapGet("/nhat-ky/tile/entries/{**tile}", Entries).WithMetadata(new RequiresPermissionAttribute(LedgerRoom.ReadEntries)).RequireRateLimiting(LogLimits.Log);
    }

    static async Task<IResult> Newest(HttpContext context, PublishedLog log, CancellationToken cancellationToken)
    {
        if (await log.Newest(cancellationToken) is not { } head)
            return Results.NotFound();
        context.Response.Headers.CacheControl = "public, max-age=5";
        return Results.Text(head.Note, Text);
    }

    static async Task<IResult> At(long size, HttpContext context, PublishedLog log, CancellationToken cancellationToken)
    {
        if (await log.At(size, cancellationToken) is not { } head)
            return Results.NotFound();
        // Witnesses may still add their lines.
        context.Response.Headers.CacheControl = "public, max-age=60";
        return Results.Text(head.Note, Text);
    }

    static async Task<IResult> Stamp(long size, HttpContext context, PublishedLog log, CancellationToken cancellationToken)
    {
        if (await log.At(size, cancellationToken) is not { Stamp: { } stamp })
            return Results.NotFound();
        Forever(context);
        return Results.File(stamp, "application/timestamp-token", string.Create(CultureInfo.InvariantCulture, $"checkpoint-{size}.tst"));
    }

    static async Task<IResult> Consistency(long first, long second, HttpContext context, LedgerReceipts receipts, CancellationToken cancellationToken)
    {
        if (await receipts.Consistency(first, second, cancellationToken) is not { } proof)
            return Results.NotFound();
        context.Response.Headers.CacheControl = "public, max-age=60";
        return Results.Bytes(proof, "application/json");
    }

    static async Task<IResult> Key(PublishedLog log, CancellationToken cancellationToken) =>
        await log.Key(cancellationToken) is { } key ? Results.Text($"{key}\n", Text) : Results.NotFound();

    static async Task<IResult> Tile(int level, string tile, HttpContext context, PublishedLog published, RecordLog log, CancellationToken cancellationToken)
    {
        if (!TilePath.TryParse(tile, out TilePath path) || await published.Newest(cancellationToken) is not { } head
            || await log.Tile(level, path, head.Size, cancellationToken) is not { } hashes)
            return Results.NotFound();
        Forever(context);
        return Results.Bytes(hashes, "application/octet-stream");
    }

    static async Task<IResult> Entries(string tile, HttpContext context, PublishedLog published, RecordLog log, CancellationToken cancellationToken)
    {
        if (!TilePath.TryParse(tile, out TilePath path) || await published.Newest(cancellationToken) is not { } head)
            return Results.NotFound();
        long first = path.Number * MerklePaths.TileWidth;
        if (first + path.Width > head.Size)
            return Results.NotFound();
        using MemoryStream bundle = new();
        byte[] length = new byte[sizeof(ushort)];
        await foreach (LogEntry entry in log.Entries(first, first + path.Width, cancellationToken))
        {
            // An event that is gone, or whose reason is longer than the format knows: the bundle cannot be given, and says so.
            if (entry.Event is not { Entry.Length: <= ushort.MaxValue } e)
                return Results.Problem($"Entry {entry.Sequence} cannot be given in a bundle.", statusCode: StatusCodes.Status422UnprocessableEntity);
            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)e.Entry.Length);
            bundle.Write(length);
            bundle.Write(e.Entry);
        }

        context.Response.Headers.CacheControl = "no-store";
        return Results.Bytes(bundle.ToArray(), "application/octet-stream");
    }

    static void Forever(HttpContext context) => context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
}
