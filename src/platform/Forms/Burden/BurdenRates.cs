using Microsoft.Extensions.DependencyInjection;
using System.Text.Json;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Import;

namespace VanLang.Forms.Burden;

/// <summary>How long people take over what forms ask, as <c>province/burden.json</c> says it. Seconds.</summary>
/// <param name="Page">To read a page.</param>
/// <param name="Prefilled">To look at what is filled in already.</param>
/// <param name="ConditionalShare">Share of people to whom a part that has a condition is shown, from 0 to 1.</param>
/// <param name="Seconds">By kind of field, else by its type.</param>
sealed record BurdenRates(string Source, bool Verified, string? Label, decimal Page, decimal Prefilled, decimal ConditionalShare, IReadOnlyDictionary<string, decimal> Seconds)
{
    const string Kind = "form-burden", Key = "province";

    public static ImportVerb Import { get; } = new(
        "burden", "Thời gian khai từng loại ô / time that kinds of fields take", "burden.json",
        (services, path, cancellationToken) => services.GetRequiredService<DefinitionImport>().Run(path, Kind, ".json", testEnding: null, file => Read(path, file), cancellationToken));

    /// <summary>The rates of a day; null where none are laid down.</summary>
    public static async Task<BurdenRates?> On(DefinitionStore definitions, DateOnly day, CancellationToken cancellationToken) =>
        await definitions.InForce(Kind, Key, day, cancellationToken) is { } published ? JsonSerializer.Deserialize<BurdenRates>(published.Content, ImportJson.Options) : null;

    static DefinitionReading Read(string path, DefinitionFile file)
    {
        ImportRead<BurdenRates> read = ImportFile.Read<BurdenRates>(Directory.Exists(path) ? Path.Combine(path, file.Name) : path).Check((rates, report) =>
        {
            if (rates.ConditionalShare is < 0 or > 1)
                report.Add("conditionalShare", ImportCodes.BadValue, "Phần người gặp phải từ 0 đến 1.", "The share has to be from 0 to 1.");
            foreach ((string kind, decimal seconds) in rates.Seconds.Where(rate => rate.Value < 0))
                report.Add($"seconds.{kind}", ImportCodes.BadValue, $"Số giây {seconds} nhỏ hơn 0.", $"{seconds} seconds are less than none.");
        });
        return new(Key, file.Content, DateOnly.MinValue, null, read.Problems);
    }
}
