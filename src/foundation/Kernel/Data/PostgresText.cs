using System.Data.Common;
using System.Text;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace VanLang.Kernel.Data;

/// <summary>
/// PostgreSQL holds neither the character U+0000 nor half a surrogate pair, and a search with one would end as an error: both become U+FFFD on
/// the way in. No page lets them through as answers.
/// </summary>
sealed class PostgresText : DbCommandInterceptor
{
    public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result)
    {
        foreach (DbParameter parameter in result.Parameters)
        {
            if (parameter.Value is string text)
                parameter.Value = Storable(text);
        }

        return result;
    }

    static bool IsStorable(string text) => !text.Contains('\0', StringComparison.Ordinal) && !HasHalfPair(text);

    static bool HasHalfPair(string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar)
                return true;
        }

        return false;
    }

    /// <summary>The text itself where the database can hold it.</summary>
    public static string Storable(string text)
    {
        if (IsStorable(text))
            return text;
        StringBuilder kept = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
            kept.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        return kept.ToString();
    }
}
