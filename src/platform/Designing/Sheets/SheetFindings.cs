using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using VanLang.Kernel.Import;

namespace VanLang.Designing.Sheets;

/// <summary>Finds for what a reader complains of the place on the sheet: the readers say it as a path, as the id of an element, or as the name of a test.</summary>
static partial class SheetFindings
{
    public static SheetFinding Of(ImportProblem problem, JsonObject tree) => new(
        PathOf(problem, tree), CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? problem.ReasonEn : problem.ReasonVi);

    static string? PathOf(ImportProblem problem, JsonObject tree)
    {
        string row = Named().Replace(problem.Row, "");
        string whole = row is "$" or "" ? problem.Field ?? "" : problem.Field is null ? row : $"{row}.{problem.Field}";
        string path = Index().Replace(whole.StartsWith("$.", StringComparison.Ordinal) ? whole[2..] : whole, ".$1").Trim('.');
        if (path.Length == 0)
            return null;
        // A field that is missing has no node of its own, but what it belongs to has.
        string known = path.Split('.')[0];
        return tree.ContainsKey(known) || problem.Row is "$" && problem.Field is null ? path : SheetTree.PlaceOf(tree, problem.Field ?? problem.Row) ?? (IsName(known) ? path : null);
    }

    static bool IsName(string text) => text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    // "components[3] (to-khai)": the key is for people.
    [GeneratedRegex(@" \([^)]*\)$")]
    private static partial Regex Named();

    [GeneratedRegex(@"\[(\d+)\]")]
    private static partial Regex Index();
}
