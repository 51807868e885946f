using System.Text.Json;
using Microsoft.Extensions.Localization;

namespace VanLang.Operating.Pages;

/// <summary>Says in the reader's language where typed JSON cannot be read; the reader's own words are English and for programmers.</summary>
static class UnreadJson
{
    public static string Say(JsonException fault, IStringLocalizer text) => fault.LineNumber is { } line
        ? text["JsonAt", line + 1, (fault.BytePositionInLine ?? 0) + 1]
        : text["JsonOther"];
}
