using System.Globalization;

namespace VanLang.Forms.Contracts;

/// <summary>A text of a form in Vietnamese and, where the author gave it, in English. Always plain text: marks in it are shown, never run.</summary>
/// <param name="Vietnamese">Vietnamese text.</param>
/// <param name="English">English text, or null where there is none.</param>
public sealed record LocalText(string Vietnamese, string? English = null)
{
    /// <summary>The text for a reader: English for an <c>en</c> culture if there is one, else Vietnamese.</summary>
    public string In(CultureInfo culture) => IsEnglish(culture) && English is not null ? English : Vietnamese;

    /// <summary>What belongs into a <c>lang</c> attribute: <c>vi</c> where an English reader gets Vietnamese text, else null.</summary>
    public string? LangIn(CultureInfo culture) => IsEnglish(culture) && English is null ? "vi" : null;

    internal static bool IsEnglish(CultureInfo culture) => culture.TwoLetterISOLanguageName == "en";
}
