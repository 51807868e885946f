using VanLang.Designing.Changes;
using VanLang.Designing.Library;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Import;

namespace VanLang.Designing.Checking;

/// <summary>
/// What a change means for definitions that keep copies of its files (<see cref="DefinitionCopies"/>): each that is in force on the first day, or comes into force later, is checked with the new text
/// and published anew with it.
/// </summary>
sealed class CopiesOfFiles(DefinitionKinds kinds, DefinitionStore store)
{
    /// <summary>Lays the files of a kind as they will be on a day: those of the change where they can be read, else those in force.</summary>
    public async Task Lay(DefinitionKind kind, IReadOnlyList<(string Kind, DefinitionReading Reading)> readings, DateOnly day, string root, CancellationToken cancellationToken)
    {
        string folder = System.IO.Directory.CreateDirectory(Path.Combine(root, kind.Folder)).FullName;
        Dictionary<string, string> texts = (await store.AllInForce(kind.Name, day, cancellationToken)).ToDictionary(definition => definition.Key, definition => definition.Content);
        foreach (DefinitionReading reading in Sound(kind.Name, readings))
            texts[reading.Key] = reading.Content;
        foreach ((string key, string text) in texts)
            await File.WriteAllTextAsync(Path.Combine(folder, key + kind.Ending), kind.Source(text), cancellationToken);
    }

    /// <summary>Adds what is to be published anew, and what stands against it at the file that was changed.</summary>
    public async Task Renew(
        IReadOnlyList<DesignFile> files, DateOnly firstDay, List<Finding> findings, List<(string Kind, DefinitionReading Reading)> readings, CancellationToken cancellationToken)
    {
        foreach (DefinitionKind kind in kinds.All)
        {
            if (kind.Copies is not { } copies || Sound(copies.Kind, readings) is not { Count: > 0 } changed)
                continue;
            HashSet<string> drawn = [.. files.Where(file => file.Kind == kind.Name && !file.IsTest).Select(file => file.Key)];
            List<(string Key, DateOnly Day)> whens =
            [
                .. (await store.AllInForce(kind.Name, firstDay, cancellationToken)).Select(definition => definition.Key).Union(drawn).Select(key => (key, firstDay)),
                .. await store.ComingAfter(kind.Name, firstDay, cancellationToken),
            ];
            foreach ((string key, DateOnly day) in whens)
            {
                bool isDrawn = day == firstDay && drawn.Contains(key);
                DefinitionReading? before = isDrawn
                    ? Sound(kind.Name, readings).FirstOrDefault(reading => reading.Key == key)
                    : await store.InForce(kind.Name, key, day, cancellationToken) is { } published ? new(key, published.Content, day, published.ValidTo, []) : null;
                if (before is null)
                    continue;
                DefinitionReading after = await With(changed, copies, before, files, firstDay, findings, cancellationToken);
                if (!isDrawn && after.Content != before.Content)
                    readings.Add((kind.Name, after));
            }
        }
    }

    async Task<DefinitionReading> With(
        IReadOnlyList<DefinitionReading> changed, DefinitionCopies copies, DefinitionReading copying, IReadOnlyList<DesignFile> files, DateOnly firstDay, List<Finding> findings, CancellationToken cancellationToken)
    {
        string content = copying.Content;
        foreach (DefinitionReading file in changed.Where(file => copies.Names(copying.Content, file.Key)))
        {
            Definition? before = await store.InForce(copies.Kind, file.Key, copying.ValidFrom, cancellationToken);
            // By then a later version of it is in force already.
            if (before?.ValidFrom > firstDay)
                continue;
            content = copies.With(content, file.Key, file.Content);
            Guid told = files.First(one => one.Kind == copies.Kind && one.Key == file.Key && !one.IsTest).Id;
            findings.AddRange(copies.Check(copying.Key, content, file.Key, before?.Content).Select(problem => new Finding(told, problem)));
        }

        return copying with { Content = content };
    }

    static List<DefinitionReading> Sound(string kind, IEnumerable<(string Kind, DefinitionReading Reading)> readings) =>
        [.. readings.Where(one => one.Kind == kind && one.Reading.Problems.Count == 0).Select(one => one.Reading)];
}
