using System.Globalization;
using System.Resources;

namespace VanLang.OneStop;

/// <summary>Marks the texts about evidence bundles (<c>Resources/EvidenceTexts.resx</c>).</summary>
public sealed class EvidenceTexts
{
    static readonly ResourceManager Texts = new("VanLang.OneStop.Resources.EvidenceTexts", typeof(EvidenceTexts).Assembly);

    /// <summary>What a bundle says of itself.</summary>
    /// <param name="later">Papers that no signed head covers yet and that a later bundle will hold.</param>
    internal static string Readme(string language, string code, long size, string key, int later)
    {
        CultureInfo culture = new(language);
        string said = string.Format(CultureInfo.InvariantCulture, Texts.GetString("Readme", culture)!, code, size, key);
        return later == 0 ? said : $"{said.TrimEnd()}\n\n{string.Format(CultureInfo.InvariantCulture, Texts.GetString("Later", culture)!, later)}\n";
    }
}
