namespace VanLang.Kernel.Definitions;

/// <summary>What was published when for which days, without contents: which version is in force is looked up here instead of asked of the database.</summary>
sealed class PublicationList
{
    readonly Dictionary<(string Kind, string Key), Publication[]> byKey;
    readonly ILookup<string, (string Kind, string Key)> keys;

    public PublicationList(IEnumerable<Publication> publications)
    {
        byKey = publications.GroupBy(publication => (publication.Kind, publication.Key)).ToDictionary(
            group => group.Key, group => group.OrderByDescending(publication => publication.ValidFrom).ThenByDescending(publication => publication.PublishedAt).ToArray());
        keys = byKey.Keys.OrderBy(key => key.Key, StringComparer.Ordinal).ToLookup(key => key.Kind);
        Count = byKey.Values.Sum(versions => versions.Length);
        Latest = byKey.Count == 0 ? null : byKey.Values.Max(versions => versions.Max(publication => publication.PublishedAt));
    }

    /// <summary>How many there are; together with <see cref="Latest"/> it tells whether anything was published since, as nothing is ever taken away.</summary>
    public int Count { get; }

    /// <summary>The latest instant of publication; null where nothing was published.</summary>
    public DateTimeOffset? Latest { get; }

    /// <summary>Of those valid on the day the one with the latest first day, of equals the latest published.</summary>
    public Publication? InForce(string kind, string key, DateOnly day) =>
        byKey.GetValueOrDefault((kind, key))?.FirstOrDefault(publication => publication.ValidFrom <= day && (publication.ValidTo is null || publication.ValidTo > day));

    /// <summary>The same for every key of a kind, by key.</summary>
    public IReadOnlyList<Publication> AllInForce(string kind, DateOnly day) => [.. keys[kind].Select(key => InForce(kind, key.Key, day)).OfType<Publication>()];

    /// <summary>The first days after a legal day on which something of a kind comes into force, by key.</summary>
    public IReadOnlyList<(string Key, DateOnly Day)> ComingAfter(string kind, DateOnly day) =>
        [.. keys[kind].SelectMany(key => byKey[key].Select(publication => publication.ValidFrom).Where(first => first > day).Distinct().Order().Select(first => (key.Key, first)))];
}

/// <summary>That a version was published.</summary>
sealed record Publication(string Kind, string Key, string Version, DateOnly ValidFrom, DateOnly? ValidTo, DateTimeOffset PublishedAt);
