using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Operations;

namespace VanLang.Designing.Library;

/// <summary>What is published, as files.</summary>
sealed class DesignLibrary(UnitOfWork unitOfWork, DefinitionKinds kinds)
{
    readonly ConcurrentDictionary<(string Kind, string Version), string?> titles = new();

    public DefinitionKinds Kinds => kinds;

    /// <summary>All of a kind, by key: what it is called, how many versions it has, from when the last of them holds.</summary>
    public async Task<IReadOnlyList<DefinitionRow>> List(DefinitionKind kind, CancellationToken cancellationToken)
    {
        var all = await unitOfWork.Read(
            (db, token) => db.Set<Definition>().Where(d => d.Kind == kind.Name).Select(d => new { d.Key, d.Version, d.ValidFrom, d.PublishedAt }).ToListAsync(token), cancellationToken);
        var latest = all.GroupBy(d => d.Key).Select(versions => new { versions.Key, Count = versions.Select(d => (d.Version, d.ValidFrom)).Distinct().Count(), Last = versions.OrderBy(d => (d.ValidFrom, d.PublishedAt)).Last() }).ToList();
        string[] unknown = [.. latest.Where(one => !titles.ContainsKey((kind.Name, one.Last.Version))).Select(one => one.Key)];
        if (unknown.Length > 0)
        {
            foreach (Definition definition in await unitOfWork.Read((db, token) => db.Set<Definition>().Where(d => d.Kind == kind.Name && unknown.Contains(d.Key)).ToListAsync(token), cancellationToken))
                titles.TryAdd((kind.Name, definition.Version), kind.Title(definition.Content));
        }

        return [.. latest.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => new DefinitionRow(one.Key, titles.GetValueOrDefault((kind.Name, one.Last.Version)), one.Count, one.Last.ValidFrom))];
    }

    /// <summary>The versions of a definition, the latest first day first.</summary>
    public Task<List<VersionRow>> Versions(string kind, string key, CancellationToken cancellationToken) => unitOfWork.Read(
        (db, token) => db.Set<Definition>().Where(d => d.Kind == kind && d.Key == key).OrderByDescending(d => d.ValidFrom).ThenByDescending(d => d.PublishedAt)
            .Select(d => new VersionRow(d.Version, d.ValidFrom, d.ValidTo, d.PublishedAt)).ToListAsync(token),
        cancellationToken);

    /// <summary>The file of a version; of the last one where none is named. Null where there is none.</summary>
    public async Task<SourceFile?> Source(DefinitionKind kind, string key, string? version, bool isTest, CancellationToken cancellationToken)
    {
        string stored = DefinitionKinds.StoredAs(kind.Name, isTest);
        Definition? found = await unitOfWork.Read(
            (db, token) => db.Set<Definition>().Where(d => d.Kind == stored && d.Key == key && (version == null || d.Version == version))
                .OrderByDescending(d => d.ValidFrom).ThenByDescending(d => d.PublishedAt).FirstOrDefaultAsync(token),
            cancellationToken);
        return found is null ? null : new(found.Version, (isTest ? found.Content : kind.Source(found.Content)).ReplaceLineEndings("\n"));
    }
}

/// <summary>A definition in a list.</summary>
sealed record DefinitionRow(string Key, string? Title, int Versions, DateOnly LastFrom);

/// <summary>A published version.</summary>
sealed record VersionRow(string Version, DateOnly ValidFrom, DateOnly? ValidTo, DateTimeOffset PublishedAt);

/// <summary>A published file.</summary>
sealed record SourceFile(string Version, string Text);
