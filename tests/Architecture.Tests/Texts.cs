using System.Collections;
using System.Globalization;
using System.Resources;

namespace VanLang.Architecture.Tests;

/// <summary>Texts of a room, read from its resources as the program finds them.</summary>
static class Texts
{
    /// <summary>Keys and texts for the type that marks them; null where the resources are missing.</summary>
    /// <param name="language">Empty for Vietnamese, the neutral language.</param>
    public static Dictionary<string, string>? Of(Type marker, string language)
    {
        string root = marker.Assembly.GetName().Name!;
        ResourceManager manager = new($"{root}.Resources.{marker.FullName![(root.Length + 1)..]}", marker.Assembly);
        try
        {
            ResourceSet? set = manager.GetResourceSet(language.Length == 0 ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: false);
            return set?.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
        }
        catch (MissingManifestResourceException)
        {
            return null;
        }
    }
}
