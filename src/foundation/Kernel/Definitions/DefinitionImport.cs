using System.Globalization;
using System.Text;
using VanLang.Kernel.Access;
using VanLang.Kernel.Data;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Import;
using VanLang.Kernel.Operations;

namespace VanLang.Kernel.Definitions;

/// <summary>
/// Publishes definitions from files. The key is the file's name without ending; <c>name@2027-03-01.dmn</c> is the version of <c>name</c> that
/// holds from that day. All files are checked first; one faulty file and nothing is published.
/// </summary>
public sealed class DefinitionImport(UnitOfWork unitOfWork)
{
    /// <param name="path">A file, or a folder whose files with <paramref name="ending"/> are taken.</param>
    /// <param name="ending"><c>.bpmn</c></param>
    /// <param name="testEnding">How the file ends that lies beside one and tries it out: it is published with it, under the kind and <c>-tests</c>; null for none.</param>
    /// <param name="read">Checks a file and gives what is to be published.</param>
    public async Task<ImportResult> Run(
        string path, string kind, string ending, string? testEnding, Func<DefinitionFile, DefinitionReading> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(read);
        if (!File.Exists(path) && !Directory.Exists(path))
            return new(default, [new(Path.GetFileName(path), null, "$", null, ImportCodes.FileMissing, "Không có tệp hoặc thư mục này.", "There is no such file or folder.")]);
        string[] files = File.Exists(path)
            ? [path]
            : [.. Directory.EnumerateFiles(path, "*" + ending).Where(name => !name.EndsWith(".schema.json", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        List<DefinitionReading> readings = [], tests = [];
        List<ImportProblem> unstorable = [];
        foreach (string file in files.Concat(files.Select(file => TestsOf(file, ending, testEnding)).OfType<string>()))
            unstorable.AddRange(Unstorable(file, await File.ReadAllBytesAsync(file, cancellationToken)));
        // Whatever a room makes of its files, nothing that cannot be kept comes so far.
        if (unstorable.Count > 0)
            return ImportResult.Refused(unstorable);
        foreach (string file in files)
        {
            readings.Add(read(new(Path.GetFileName(file), KeyOf(file, ending), FirstDayOf(file, ending), await File.ReadAllTextAsync(file, cancellationToken))));
            if (TestsOf(file, ending, testEnding) is { } beside)
                tests.Add(new(readings[^1].Key, await File.ReadAllTextAsync(beside, cancellationToken), readings[^1].ValidFrom, null, []));
        }

        if (files.Select(file => WrongDay(file, ending)).OfType<ImportProblem>().Concat(readings.SelectMany(reading => reading.Problems)).ToArray() is { Length: > 0 } problems)
            return new(default, problems);

        Outcome<ImportCounts> outcome = await unitOfWork.Execute<ImportCounts>(
            new Operation($"import.{kind}", Actor.System),
            async (work, token) =>
            {
                // Two imports of the same files at once publish them once.
                await work.Queue($"import/{kind}", token);
                ImportCounts counts = default;
                foreach (DefinitionReading reading in readings)
                    counts += await DefinitionStore.Publish(work, kind, reading.Key, reading.Content, reading.ValidFrom, reading.ValidTo, token)
                        ? new ImportCounts(1, 0, 0)
                        : new ImportCounts(0, 0, 1);
                // They come with what they try, so nobody counts them.
                foreach (DefinitionReading reading in tests)
                    await DefinitionStore.Publish(work, $"{kind}-tests", reading.Key, reading.Content, reading.ValidFrom, reading.ValidTo, token);
                return counts;
            },
            cancellationToken);
        return new(outcome.Value, []);
    }

    static IReadOnlyList<ImportProblem> Unstorable(string file, byte[] content)
    {
        string name = Path.GetFileName(file);
        if (name.EndsWith(".json", StringComparison.Ordinal))
            return ImportFile.Unstorable(content, name)?.Problems ?? [];
        // XML knows no escape for such characters: bare ones are all there can be.
        string text = Encoding.UTF8.GetString(content);
        if (StorableText.Bad(text) is not { } bad)
            return [];
        (string vi, string en) = ImportTexts.Of(ImportCodes.Unstorable, bad);
        return [new(name, text[..StorableText.FirstBad(text)].Count(letter => letter == '\n') + 1, "$", null, ImportCodes.Unstorable, vi, en)];
    }

    static string? TestsOf(string file, string ending, string? testEnding) => testEnding is not null && file[..^ending.Length] + testEnding is { } beside && File.Exists(beside) ? beside : null;

    static string KeyOf(string file, string ending) => Path.GetFileName(file)[..^ending.Length].Split('@')[0];

    static DateOnly FirstDayOf(string file, string ending) => DayIn(file, ending) is { } text && Day(text) is { } first ? first : DateOnly.MinValue;

    // A day that cannot be read would otherwise put the file before all others.
    static ImportProblem? WrongDay(string file, string ending) => DayIn(file, ending) is { } text && Day(text) is null
        ? new(Path.GetFileName(file), null, "$", null, ImportCodes.BadDate, $"Ngày “{text}” trong tên tệp không phải một ngày có thật, dạng 2027-03-01.", $"The day “{text}” in the name of the file is no real day such as 2027-03-01.")
        : null;

    static string? DayIn(string file, string ending) => Path.GetFileName(file)[..^ending.Length].Split('@', 2) is [_, var day] ? day : null;

    static DateOnly? Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null;
}

/// <summary>A file to be published.</summary>
/// <param name="FirstDay">Day in its name, or the first of all days.</param>
public sealed record DefinitionFile(string Name, string Key, DateOnly FirstDay, string Content);

/// <summary>What a file is to be published as, or what is wrong with it.</summary>
public sealed record DefinitionReading(string Key, string Content, DateOnly ValidFrom, DateOnly? ValidTo, IReadOnlyList<ImportProblem> Problems)
{
    /// <summary>A file as it is, from the day in its name.</summary>
    public static DefinitionReading Of(DefinitionFile file, IReadOnlyList<ImportProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(file);
        return new(file.Key, file.Content, file.FirstDay, null, problems);
    }
}
