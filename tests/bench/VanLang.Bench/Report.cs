using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace VanLang.Bench;

/// <summary>What a scenario found: a table for people, JSON for machines, and the exit code.</summary>
sealed class Report(string scenario)
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    readonly List<Figure> figures = [];
    readonly string loadBefore = Load();

    public void Add(Figure figure) => figures.Add(figure);

    /// <summary>Prints and writes the report; 1 if a figure misses its floor.</summary>
    public int Finish(FileInfo? json)
    {
        Console.WriteLine($"{scenario}: {Environment.ProcessorCount} × {RuntimeInformation.ProcessArchitecture}, {RuntimeInformation.FrameworkDescription}, load {loadBefore} before, {Load()} after");
        int width = figures.Max(figure => figure.Name.Length);
        Console.WriteLine($"{"".PadRight(width)}  {"best",14} {"median",14} {"range",29} {"must",14}");
        foreach (Figure figure in figures)
        {
            string range = $"{Number(figure.Rounds.Min())} – {Number(figure.Rounds.Max())}";
            string must = figure.Must is { } bound ? $"{(figure.LessIsBetter ? "≤" : "≥")} {Number(bound)}" : "";
            Console.WriteLine($"{figure.Name.PadRight(width)}  {Number(figure.Best),14} {Number(figure.Median),14} {range,29} {must,14}  {figure.Unit} {(figure.Holds ? "" : $"({figure.Judge.ToString().ToLowerInvariant()} misses)")}".TrimEnd());
        }

        if (json is not null)
        {
            object content = new
            {
                scenario,
                at = DateTimeOffset.UtcNow,
                processors = Environment.ProcessorCount,
                runtime = RuntimeInformation.FrameworkDescription,
                load = new { before = loadBefore, after = Load() },
                figures = figures.Select(figure => new { figure.Name, figure.Unit, figure.Best, figure.Median, figure.Rounds, figure.Must, figure.LessIsBetter, figure.Judge, figure.Holds }),
            };
            File.WriteAllText(json.FullName, JsonSerializer.Serialize(content, Indented));
        }

        return figures.TrueForAll(figure => figure.Holds) ? 0 : 1;
    }

    static string Number(double value) => value.ToString(value >= 1000 ? "#,0" : "0.###", CultureInfo.InvariantCulture);

    /// <summary>Processes that wanted to run in the last minute, beside how many can.</summary>
    static string Load() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "?";
}
