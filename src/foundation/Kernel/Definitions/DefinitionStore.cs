using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Data;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Kernel.Definitions;

/// <summary>
/// Versions of definitions, found by day or by version. What a version compiles to is kept in memory: versions never change, so nothing there
/// can be stale. Which versions there are is kept too and looked at again once a second: what another node published is in force here a second later,
/// what this program published at once.
/// </summary>
public sealed class DefinitionStore(UnitOfWork work)
{
    readonly ConcurrentDictionary<(string Kind, string Key, string Version), Lazy<Task<object>>> compiled = new();
    readonly ConcurrentDictionary<Publication, Definition> published = new();

    readonly RecentReading<PublicationList> publications = new();

    static long publishedHere;

    /// <summary>How many versions this program has published since it started: what was made of definitions before is old.</summary>
    public static long PublishedHere => Interlocked.Read(ref publishedHere);

    /// <summary>The version id of a content: SHA-256, hexadecimal.</summary>
    public static string VersionOf(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    /// <summary>Publishes a content where it is not the latest published of its key and first day already; an earlier content may so come back.</summary>
    /// <returns>Whether a new version was published.</returns>
    public static async Task<bool> Publish(
        Work work, string kind, string key, string content, DateOnly validFrom, DateOnly? validTo, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        string version = VersionOf(content);
        var latest = await work.Db.Set<Definition>()
            .Where(d => d.Kind == kind && d.Key == key && d.ValidFrom == validFrom)
            .OrderByDescending(d => d.PublishedAt)
            .Select(d => new { d.Version, d.ValidTo, d.PublishedAt })
            .FirstOrDefaultAsync(cancellationToken);
        if (latest is not null && latest.Version == version && latest.ValidTo == validTo)
            return false;
        // The latest published is the one in force, also where the clock stood still or went back.
        DateTimeOffset publishedAt = latest is null || latest.PublishedAt < work.Now ? work.Now : latest.PublishedAt.AddMilliseconds(1);
        work.Db.Add(new Definition
        {
            Kind = kind,
            Key = key,
            Version = version,
            Content = content,
            ValidFrom = validFrom,
            ValidTo = validTo,
            PublishedAt = publishedAt,
        });
        work.AfterCommit(() => Interlocked.Increment(ref publishedHere));
        work.Raise(
            new Subject("definition", DeterministicId.Of($"definition/{kind}/{key}")),
            "definition.published",
            new { kind, key, version, validFrom, validTo });
        return true;
    }

    /// <summary>The version in force on a legal day: of those valid on it the one with the latest first day, of equals the latest published.</summary>
    public async Task<Definition?> InForce(string kind, string key, DateOnly day, CancellationToken cancellationToken) =>
        (await Publications(cancellationToken)).InForce(kind, key, day) is { } publication ? (await Published([publication], cancellationToken))[0] : null;

    /// <summary>Every definition of a kind that is in force on a legal day, one per key.</summary>
    public async Task<IReadOnlyList<Definition>> AllInForce(string kind, DateOnly day, CancellationToken cancellationToken) =>
        await Published((await Publications(cancellationToken)).AllInForce(kind, day), cancellationToken);

    /// <summary>The first days after a legal day on which something of a kind comes into force, by key.</summary>
    public async Task<IReadOnlyList<(string Key, DateOnly Day)>> ComingAfter(string kind, DateOnly day, CancellationToken cancellationToken) =>
        (await Publications(cancellationToken)).ComingAfter(kind, day);

    /// <summary>Is the same object for as long as nothing is published: what was made of definitions under it still stands.</summary>
    public async Task<object> Mark(CancellationToken cancellationToken) => await Publications(cancellationToken);

    Task<PublicationList> Publications(CancellationToken cancellationToken) => publications.Get(
        PublishedHere,
        (before, stop) => work.Read(
            async (db, token) =>
            {
                IQueryable<Definition> all = db.Set<Definition>();
                if (before is not null && before.Count == await all.CountAsync(token) && before.Latest == await all.MaxAsync(d => (DateTimeOffset?)d.PublishedAt, token))
                    return before;
                return new PublicationList(await all.Select(d => new Publication(d.Kind, d.Key, d.Version, d.ValidFrom, d.ValidTo, d.PublishedAt)).ToListAsync(token));
            },
            stop),
        cancellationToken);

    // What was published once is read once, as it never changes.
    async Task<IReadOnlyList<Definition>> Published(IReadOnlyList<Publication> which, CancellationToken cancellationToken)
    {
        foreach (IGrouping<string, Publication> missing in which.Where(publication => !published.ContainsKey(publication)).ToLookup(publication => publication.Kind))
        {
            string[] keys = [.. missing.Select(publication => publication.Key).Distinct()];
            List<Definition> read = await work.Read((db, token) => db.Set<Definition>().Where(d => d.Kind == missing.Key && keys.Contains(d.Key)).ToListAsync(token), cancellationToken);
            foreach (Definition definition in read)
                published.TryAdd(new(definition.Kind, definition.Key, definition.Version, definition.ValidFrom, definition.ValidTo, definition.PublishedAt), definition);
        }

        return [.. which.Select(publication => published[publication])];
    }

    /// <summary>What a version compiles to, compiled once.</summary>
    /// <param name="compile">Turns the content into an immutable value; an exception is a bug, as contents are checked when published.</param>
    /// <exception cref="InvalidOperationException">There is no such version.</exception>
    public async Task<T> Compiled<T>(string kind, string key, string version, Func<string, T> compile)
        where T : class
    {
        Lazy<Task<object>> entry = compiled.GetOrAdd((kind, key, version), _ => new(async () =>
        {
            Definition? definition = await work.Read(
                (db, token) => db.Set<Definition>().FirstOrDefaultAsync(d => d.Kind == kind && d.Key == key && d.Version == version, token),
                CancellationToken.None);
            return definition is null ? throw new InvalidOperationException($"There is no {kind} {key} {version}.") : compile(definition.Content);
        }));
        try
        {
            return (T)await entry.Value;
        }
        catch
        {
            compiled.TryRemove(new((kind, key, version), entry));
            throw;
        }
    }
}
