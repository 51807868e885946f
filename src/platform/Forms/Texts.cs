using System.Globalization;
using System.Resources;
using VanLang.Forms.Contracts;

namespace VanLang.Forms;

/// <summary>The room's texts by key, always in both languages: errors are kept and shown later, to readers of either.</summary>
internal static class Texts
{
    private static readonly ResourceManager Resources = new("VanLang.Forms.Resources.FormsRoom", typeof(FormsRoom).Assembly);
    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    public static string In(CultureInfo culture, string key) => Find(key, LocalText.IsEnglish(culture) ? English : Vietnamese);

    /// <summary>A text with its arguments; those of type <see cref="LocalText"/> are set in the language of the text.</summary>
    public static LocalText Format(string key, params object[] arguments) =>
        new(Format(key, Vietnamese, arguments), Format(key, English, arguments));

    private static string Format(string key, CultureInfo culture, object[] arguments) =>
        // Numbers and dates are written the Vietnamese way in both languages: that is how they are to be typed.
        string.Format(Vietnamese, Find(key, culture), [.. arguments.Select(a => a is LocalText text ? text.In(culture) : a)]);

    private static string Find(string key, CultureInfo culture) =>
        Resources.GetString(key, culture) ?? throw new MissingManifestResourceException($"No text for {key}.");
}
