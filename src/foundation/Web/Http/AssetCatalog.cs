using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;

namespace VanLang.Web;

/// <summary>
/// Style, fonts and scripts of the site. The build hashes their names, compresses them and puts them into this assembly;
/// so an address never changes its content, and pages made by middleware find them as well.
/// </summary>
static class AssetCatalog
{
    /// <summary>First segment of every asset's address.</summary>
    public const string Root = "tai-nguyen";

    static readonly FrozenDictionary<string, string> names = ReadNames();

    /// <summary>Address of an asset, independent of the language prefix.</summary>
    /// <param name="name">Name without hash: <c>site.css</c>.</param>
    public static string Href(string name) => $"/{Root}/{names[name]}";

    /// <summary>Names with hash, as they are asked for.</summary>
    public static IEnumerable<string> HashedNames => names.Values;

    /// <summary>Content of an asset, or null.</summary>
    /// <param name="hashedName">Name with hash, and <c>.br</c> or <c>.gz</c> for the compressed form.</param>
    public static byte[]? Read(string hashedName)
    {
        using var stream = typeof(AssetCatalog).Assembly.GetManifestResourceStream("assets/" + hashedName);
        if (stream is null)
            return null;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    static FrozenDictionary<string, string> ReadNames()
    {
        using var manifest = Assembly.GetExecutingAssembly().GetManifestResourceStream("assets/manifest.json")
            ?? throw new InvalidOperationException("The assembly was built without its assets.");
        return JsonSerializer.Deserialize<Dictionary<string, string>>(manifest)!.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
