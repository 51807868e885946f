namespace VanLang.Kernel.Definitions;

/// <summary>The definitions that would hold on a legal day with a change that is not published yet, beside those that hold on it without.</summary>
public sealed class DefinitionsOnDay
{
    private readonly Dictionary<(string Kind, string Key), string> before;
    private readonly Dictionary<(string Kind, string Key), string> contents;
    private readonly HashSet<(string Kind, string Key)> there;

    /// <param name="day">The day.</param>
    /// <param name="published">What is in force on it.</param>
    /// <param name="proposed">What the change would publish; what cannot be read is there, but leaves the content as it was.</param>
    public DefinitionsOnDay(DateOnly day, IEnumerable<Definition> published, IEnumerable<(string Kind, DefinitionReading Reading)> proposed)
    {
        Day = day;
        Dictionary<(string, string), DateOnly> since = [];
        before = [];
        foreach (Definition definition in published)
            (before[(definition.Kind, definition.Key)], since[(definition.Kind, definition.Key)]) = (definition.Content, definition.ValidFrom);
        contents = new(before);
        there = [.. before.Keys];
        foreach ((string kind, DefinitionReading reading) in proposed.Where(one => one.Reading.ValidFrom <= day).OrderBy(one => one.Reading.ValidFrom))
        {
            there.Add((kind, reading.Key));
            if (reading.Problems.Count == 0 && !(since.GetValueOrDefault((kind, reading.Key)) > reading.ValidFrom) && !(reading.ValidTo <= day))
                contents[(kind, reading.Key)] = reading.Content;
        }
    }

    /// <summary>The day.</summary>
    public DateOnly Day { get; }

    /// <summary>The same for the later days on which something else comes into force that is published already, in their order.</summary>
    public IReadOnlyList<DefinitionsOnDay> Later { get; init; } = [];

    /// <summary>Whether a kind and key is in force, or comes into force with the change.</summary>
    public bool IsThere(string kind, string key) => there.Contains((kind, key));

    /// <summary>The content that would hold; null for none.</summary>
    public string? Find(string kind, string key) => contents.GetValueOrDefault((kind, key));

    /// <summary>The content that holds without the change; null for none.</summary>
    public string? Before(string kind, string key) => before.GetValueOrDefault((kind, key));

    /// <summary>The contents of a kind that would hold, by key.</summary>
    public IEnumerable<string> All(string kind) => contents.Where(one => one.Key.Kind == kind).OrderBy(one => one.Key.Key, StringComparer.Ordinal).Select(one => one.Value);
}
