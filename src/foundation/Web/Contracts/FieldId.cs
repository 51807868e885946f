using System.Text;

namespace VanLang.Web.Contracts;

/// <summary>The id of an input, made from the name it posts.</summary>
public static class FieldId
{
    /// <summary>
    /// Letters, digits, <c>-</c> and <c>_</c> stay; everything else (<c>.</c>, <c>[</c>, <c>]</c>, spaces) becomes <c>-</c>;
    /// a leading digit gets <c>f-</c> in front. The same name always gives the same id, so an <see cref="ErrorView"/> can point at it.
    /// </summary>
    public static string From(string name)
    {
        // Most names are ids as they are, and each input asks several times.
        if (name.Length > 0 && !char.IsDigit(name[0]) && name[0] != '-' && name[^1] != '-' && name.All(IsKept))
            return name;
        var id = new StringBuilder(name.Length + 2);
        foreach (var c in name)
            id.Append(IsKept(c) ? c : '-');
        var trimmed = id.ToString().Trim('-');
        return trimmed.Length > 0 && !char.IsDigit(trimmed[0]) ? trimmed : "f-" + trimmed;
    }

    private static bool IsKept(char c) => char.IsLetterOrDigit(c) || c is '-' or '_';
}
