using Microsoft.Extensions.DependencyInjection;
using VanLang.Directory.Contracts;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Import;

namespace VanLang.Directory.People;

/// <summary>Publishes the English names of titles; a file takes the place of the one before it.</summary>
static class ImportTitles
{
    public static ImportVerb Verb { get; } = new(
        "titles", "Tên tiếng Anh của chức vụ / English names of titles", "titles.json",
        (services, path, cancellationToken) => services.GetRequiredService<DefinitionImport>().Run(path, PositionTitles.Kind, ".json", testEnding: null, file => Read(path, file), cancellationToken));

    static DefinitionReading Read(string path, DefinitionFile file)
    {
        ImportRead<TitleFile> read = ImportFile.Read<TitleFile>(System.IO.Directory.Exists(path) ? Path.Combine(path, file.Name) : path).Check((titles, report) =>
        {
            for (int i = 0; i < titles.Titles.Count; i++)
            {
                if (string.IsNullOrWhiteSpace(titles.Titles[i].TitleEn))
                    report.AddEmpty($"titles[{i}].titleEn");
            }
        });
        return new(PositionTitles.Key, file.Content, DateOnly.MinValue, null, read.Problems);
    }
}
