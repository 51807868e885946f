using System.Globalization;
using System.Resources;

namespace VanLang.OneStop;

/// <summary>Marks the texts about evidence bundles (<c>Resources/EvidenceTexts.resx</c>).</summary>
public sealed class EvidenceTexts
{
    static readonly ResourceManager Texts = new("VanLang.OneStop.Resources.EvidenceTexts", typeof(EvidenceTexts).Assembly);

    /// <summary>What a bundle says of itself.</summary>
    internal static string Readme(string language, string code, long size, string key) =>
        string.Format(CultureInfo.InvariantCulture, Texts.GetString("Readme", new CultureInfo(language))!, code, size, key);
}
