using System.Globalization;
using System.Resources;

namespace VanLang.Processes;

/// <summary>Texts of the room by code, for values that are made where no request and no localizer is.</summary>
internal static class ProcessTexts
{
    private static readonly ResourceManager Texts = new("VanLang.Processes.Resources.ProcessesRoom", typeof(ProcessTexts).Assembly);

    public static string Format(string code, CultureInfo culture, IReadOnlyList<string> arguments)
    {
        var text = Texts.GetString(code, culture) ?? throw new MissingManifestResourceException($"No text for {code}.");
        return string.Format(culture, text, [.. arguments]);
    }
}
