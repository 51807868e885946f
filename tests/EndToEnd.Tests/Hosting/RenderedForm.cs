using System.Net;
using System.Text.RegularExpressions;

namespace VanLang.EndToEnd.Tests.Hosting;

/// <summary>A form as a browser would send it untouched. Reads the HTML of this program, not any HTML.</summary>
sealed partial record RenderedForm(string? Action, bool IsMultipart, IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    /// <param name="handler">Name of the form (<c>_handler</c>); null for the first form with a token.</param>
    public static RenderedForm Of(string html, string? handler)
    {
        Match found = Forms().Matches(html).FirstOrDefault(form => (handler is null
                ? form.Value.Contains("__RequestVerificationToken", StringComparison.Ordinal) && !form.Value.Contains("dang-xuat", StringComparison.Ordinal)
                : Regex.IsMatch(form.Value, $"name=\"_handler\" value=\"{Regex.Escape(handler)}\"")))
            ?? throw new InvalidOperationException($"No form {handler}: {WebUtility.HtmlDecode(Regex.Replace(html, "<[^>]+>", " "))}");
        string head = found.Value[..(found.Value.IndexOf('>', StringComparison.Ordinal) + 1)];
        return new(Attribute(head, "action"), head.Contains("multipart/", StringComparison.Ordinal), [.. Read(found.Value)]);
    }

    /// <summary>The token of any form of the page; one browser has one for all.</summary>
    public static string Token(string html) => Attribute(Tags().Matches(html).First(tag => tag.Value.Contains("__RequestVerificationToken", StringComparison.Ordinal)).Value, "value")!;

    /// <summary>Names of the inputs of a kind on a page.</summary>
    public static IReadOnlyList<string> Inputs(string html, string type) =>
        [.. Tags().Matches(html).Select(tag => tag.Value).Where(tag => Attribute(tag, "type") == type).Select(tag => Attribute(tag, "name")).OfType<string>().Distinct()];

    /// <summary>Whether a page asks for this.</summary>
    public static bool Asks(string html, string name) => html.Contains($"name=\"{name}\"", StringComparison.Ordinal);

    static IEnumerable<KeyValuePair<string, string>> Read(string form)
    {
        foreach (Match tag in Tags().Matches(form))
        {
            if (Attribute(tag.Value, "name") is not { } name)
                continue;
            string type = Attribute(tag.Value, "type") ?? "text";
            if (type is "file" or "submit" || (type is "radio" or "checkbox" && !CheckedMark().IsMatch(tag.Value)))
                continue;
            yield return new(name, WebUtility.HtmlDecode(Attribute(tag.Value, "value") ?? ""));
        }

        foreach (Match area in Areas().Matches(form))
            yield return new(Attribute(area.Value, "name")!, WebUtility.HtmlDecode(area.Groups[1].Value));
        foreach (Match select in Selects().Matches(form))
        {
            Match chosen = ChosenOption().Match(select.Value);
            if (chosen.Success)
                yield return new(Attribute(select.Value, "name")!, WebUtility.HtmlDecode(Attribute(chosen.Value, "value") ?? ""));
        }
    }

    static string? Attribute(string tag, string name) => Regex.Match(tag, $"\\s{name}=\"([^\"]*)\"") is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex("<form[^>]*>.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex("\\schecked[\\s=>/]")]
    private static partial Regex CheckedMark();

    [GeneratedRegex("<textarea[^>]*>(.*?)</textarea>", RegexOptions.Singleline)]
    private static partial Regex Areas();

    [GeneratedRegex("<select[^>]*>.*?</select>", RegexOptions.Singleline)]
    private static partial Regex Selects();

    [GeneratedRegex("<option[^>]*\\sselected[^>]*>")]
    private static partial Regex ChosenOption();
}
