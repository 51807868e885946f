using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using VanLang.Directory.People;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Import;

namespace VanLang.Directory.Contracts;

/// <summary>
/// English names of titles (chức vụ), for who reads in English. Positions, and what is kept beside acts, hold the Vietnamese title: it is what is printed and
/// signed. The English one is for screens alone.
/// </summary>
public sealed class PositionTitles(DefinitionStore definitions, TimeProvider time)
{
    internal const string Kind = "position-titles";
    internal const string Key = "titles";

    /// <summary>The names; none where the reader's language is not English, or none were imported.</summary>
    public async Task<TitleWords> Words(CancellationToken cancellationToken)
    {
        if (CultureInfo.CurrentUICulture.TwoLetterISOLanguageName != "en" || await definitions.InForce(Kind, Key, VietnamTime.DateOf(time.GetUtcNow()), cancellationToken) is not { } published)
            return TitleWords.None;
        return await definitions.Compiled(Kind, Key, published.Version, content => new TitleWords(
            JsonSerializer.Deserialize<TitleFile>(content, ImportJson.Options)!.Titles.ToFrozenDictionary(row => row.Title, row => row.TitleEn)));
    }
}

/// <summary>English names of titles by the Vietnamese ones.</summary>
public sealed class TitleWords
{
    readonly FrozenDictionary<string, string> titles;

    internal TitleWords(FrozenDictionary<string, string> titles) => this.titles = titles;

    /// <summary>For who does not read in English.</summary>
    public static TitleWords None { get; } = new(FrozenDictionary<string, string>.Empty);

    /// <summary>English name of a title; null where there is none, or the reader wants none.</summary>
    public string? Title(string title) => titles.GetValueOrDefault(title);

    /// <summary>The title in the reader's language, where it cannot be marked: in an option, in the middle of a sentence.</summary>
    public string In(string title) => Title(title) ?? title;

    /// <summary>An actor as kept beside an act (<see cref="ActorWords"/>) in English; null where a title has no English name, or the reader wants none.</summary>
    public string? Actor(string said)
    {
        if (titles.Count == 0)
            return null;
        return ActorWords.Read(said) switch
        {
            { Title: { } title, GiverTitle: { } giver } actor => Title(title) is { } own && Title(giver) is { } of ? $"{actor.Name} ({own}, {DirectoryTexts.Of("on-behalf-of", of).En})" : null,
            { Title: { } title } actor => Title(title) is { } own ? $"{actor.Name} ({own})" : null,
            var actor => actor.Name,
        };
    }
}
