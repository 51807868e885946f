using System.Globalization;
using VanLang.Designing.Changes;
using VanLang.Designing.Library;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Import;

namespace VanLang.Designing.Checking;

/// <summary>
/// Checks the files of a change as an import would: they are laid beside what is in force on their first day, in a folder that is gone afterwards, and read by the
/// same readers. So nothing is published here that <c>vanlang import</c> refuses.
/// </summary>
sealed class ChangeCheck(IServiceProvider services, DefinitionKinds kinds, DefinitionStore store, CopiesOfFiles copies, IEnumerable<IDefinitionDemand> demands)
{
    public async Task<CheckedChange> Run(IReadOnlyList<DesignFile> files, DateOnly firstDay, CancellationToken cancellationToken)
    {
        DirectoryInfo root = System.IO.Directory.CreateTempSubdirectory("vanlang-design-");
        try
        {
            List<Finding> findings = [];
            List<(string Kind, DefinitionReading Reading)> readings = [];
            // What keeps copies of others is read with what those others will be.
            foreach (IGrouping<string, DesignFile> ofKind in files.GroupBy(file => file.Kind).OrderBy(ofKind => kinds.Find(ofKind.Key)?.Copies is null ? 0 : 1))
            {
                if (kinds.Find(ofKind.Key) is { } kind)
                    await Check(kind, [.. ofKind], firstDay, root.CreateSubdirectory(kind.Name).FullName, findings, readings, cancellationToken);
            }

            await copies.Renew(files, firstDay, findings, readings, cancellationToken);

            List<(Guid, DefinitionAdvice)> advice = [];
            DefinitionsOnDay there = await There(firstDay, readings, cancellationToken);
            foreach ((string kind, DefinitionReading reading) in readings)
            {
                if (files.FirstOrDefault(file => file.Kind == kind && !file.IsTest && file.Key == reading.Key) is not { } file)
                    continue;
                findings.AddRange(demands.SelectMany(demand => demand.Check(kind, reading, there)).Select(problem => new Finding(file.Id, problem)));
                advice.AddRange(demands.SelectMany(demand => demand.Advise(kind, reading, there)).Select(one => (file.Id, one)));
            }

            return new([.. findings.Distinct()], readings) { Advice = advice };
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    /// <summary>What holds on the first day, and on each later one on which something else comes into force.</summary>
    async Task<DefinitionsOnDay> There(DateOnly firstDay, IReadOnlyList<(string Kind, DefinitionReading Reading)> readings, CancellationToken cancellationToken)
    {
        SortedSet<DateOnly> days = [];
        foreach (DefinitionKind kind in kinds.All)
            days.UnionWith((await store.ComingAfter(kind.Name, firstDay, cancellationToken)).Select(coming => coming.Day));
        List<DefinitionsOnDay> later = [];
        foreach (DateOnly day in days)
            later.Add(new(day, await Published(day), readings));
        return new(firstDay, await Published(firstDay), readings) { Later = later };

        async Task<List<Definition>> Published(DateOnly day)
        {
            List<Definition> published = [];
            foreach (DefinitionKind kind in kinds.All)
                published.AddRange(await store.AllInForce(kind.Name, day, cancellationToken));
            return published;
        }
    }

    async Task Check(
        DefinitionKind kind, IReadOnlyList<DesignFile> files, DateOnly firstDay, string root, List<Finding> findings, List<(string Kind, DefinitionReading Reading)> readings, CancellationToken cancellationToken)
    {
        string folder = System.IO.Directory.CreateDirectory(Path.Combine(root, kind.Folder)).FullName;
        string day = firstDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        HashSet<string> changed = [.. files.Select(file => file.Key)];
        Dictionary<string, string> underTest = [];
        if (kind.Copies is { } copied && kinds.Find(copied.Kind) is { } other)
            await copies.Lay(other, readings, firstDay, root, cancellationToken);
        foreach (Definition definition in await store.AllInForce(kind.Name, firstDay, cancellationToken))
        {
            foreach ((string name, string text) in kind.Beside(definition.Content))
            {
                string path = Path.Combine(root, name);
                System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                if (!File.Exists(path))
                    await File.WriteAllTextAsync(path, text, cancellationToken);
            }

            if (changed.Contains(definition.Key))
                underTest[definition.Key] = kind.Source(definition.Content);
            else
                await File.WriteAllTextAsync(Path.Combine(folder, definition.Key + kind.Ending), kind.Source(definition.Content), cancellationToken);
        }

        // The first day is said once, by the change: files that name one themselves get it.
        foreach (DesignFile file in files.Where(file => !file.IsTest))
            underTest[file.Key] = kind.From(file.Content, firstDay);
        foreach ((string key, string content) in underTest)
            await File.WriteAllTextAsync(Path.Combine(folder, $"{key}@{day}{kind.Ending}"), content, cancellationToken);
        foreach (string key in changed)
        {
            string? tests = files.FirstOrDefault(file => file.IsTest && file.Key == key)?.Content
                ?? (await store.InForce(DefinitionKinds.StoredAs(kind.Name, isTest: true), key, firstDay, cancellationToken))?.Content;
            if (tests is not null && kind.TestEnding is not null)
                await File.WriteAllTextAsync(Path.Combine(folder, $"{key}@{day}{kind.TestEnding}"), tests, cancellationToken);
        }

        Func<DefinitionFile, DefinitionReading> read = await kind.Reader(services, folder, cancellationToken);
        foreach (string key in changed)
        {
            DesignFile told = files.FirstOrDefault(file => !file.IsTest && file.Key == key) ?? files.First(file => file.Key == key);
            if (!underTest.TryGetValue(key, out string? content))
            {
                findings.Add(new(told.Id, Problem(told.Key, "DESIGN-TESTS-ALONE", "Chưa có tệp mà các phép thử này thử.", "There is no file that these tests try.")));
                continue;
            }

            DefinitionFile file = new($"{key}@{day}{kind.Ending}", key, firstDay, content);
            DefinitionReading reading = read(file);
            findings.AddRange(reading.Problems.Select(problem => new Finding(told.Id, problem)));
            if (kind.Try is { } attempt && reading.Problems.Count == 0)
                findings.AddRange(attempt(Path.Combine(folder, file.Name)).Select(problem => new Finding((files.FirstOrDefault(one => one.IsTest && one.Key == key) ?? told).Id, problem)));
            if (told.IsTest)
                continue;
            if (reading.Key != key)
                findings.Add(new(told.Id, Problem(key, "DESIGN-OTHER-KEY", $"Tệp tự ghi mã “{reading.Key}”, khác mã “{key}”.", $"The file calls itself “{reading.Key}”, not “{key}”.")));
            if (reading.Problems.Count == 0 && reading.ValidFrom != firstDay)
                findings.Add(new(told.Id, Problem(key, "DESIGN-OTHER-DAY", $"validFrom trong tệp phải là {day}, ngày thay đổi có hiệu lực.", $"validFrom in the file has to be {day}, the day from which the change holds.")));
            readings.Add((kind.Name, reading));
        }

        foreach (DesignFile tests in files.Where(file => file.IsTest))
            readings.Add((DefinitionKinds.StoredAs(kind.Name, isTest: true), new(tests.Key, tests.Content, firstDay, null, [])));
    }

    static ImportProblem Problem(string key, string code, string vietnamese, string english) => new(key, null, "$", null, code, vietnamese, english);
}

/// <summary>Something that keeps a change from coming into force.</summary>
/// <param name="FileId">In which file of it.</param>
sealed record Finding(Guid FileId, ImportProblem Problem);

/// <summary>A change as it was read.</summary>
/// <param name="Findings">Empty where it may come into force.</param>
/// <param name="Readings">What is to be published, by kind.</param>
sealed record CheckedChange(IReadOnlyList<Finding> Findings, IReadOnlyList<(string Kind, DefinitionReading Reading)> Readings)
{
    /// <summary>What is worth a look where the files of the change are held against each other and against what is in force, by file.</summary>
    public IReadOnlyList<(Guid FileId, DefinitionAdvice Advice)> Advice { get; init; } = [];

    /// <summary>The same of one file.</summary>
    public IEnumerable<DefinitionAdvice> AdviceOn(Guid fileId) => Advice.Where(one => one.FileId == fileId).Select(one => one.Advice);
}
