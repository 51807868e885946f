using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Localization;
using VanLang.Forms.Contracts;
using VanLang.Kernel.Calendar;
using VanLang.OneStop.Catalogue;
using VanLang.Web.Contracts;

namespace VanLang.OneStop.Law.Rehearsals;

/// <summary>What a row of a rehearsal says, as it is kept: words of both languages, or a due time with the time of the end.</summary>
sealed record RehearsedText(string? Vi, string? En, DateTimeOffset? Due = null, DateTimeOffset? End = null)
{
    static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN"), English = CultureInfo.GetCultureInfo("en-GB");

    static readonly JsonSerializerOptions Kept = new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(LocalName name) => JsonSerializer.Serialize(new RehearsedText(name.Vi, name.En), Kept);

    public static string Of(LocalText text) => JsonSerializer.Serialize(new RehearsedText(text.Vietnamese, text.English), Kept);

    /// <summary>What has no translation.</summary>
    public static string Of(string vietnamese) => JsonSerializer.Serialize(new RehearsedText(vietnamese, null), Kept);

    /// <summary>Whole đồng.</summary>
    public static string? Of(decimal? dong) => dong is { } amount ? Of(VietnameseFormat.Money(amount)) : null;

    public static string? Of(TimeLimit? limit) => limit is null ? null : Of(new LocalName(limit.Say(Vietnamese), limit.Say(English)));

    public static string Of(DateTimeOffset due, DateTimeOffset end) => JsonSerializer.Serialize(new RehearsedText(null, null, due, end), Kept);

    /// <summary>In the language of the request; null for nothing.</summary>
    public static string? Say(string? kept, IStringLocalizer text)
    {
        if (kept is null)
            return null;
        RehearsedText said = JsonSerializer.Deserialize<RehearsedText>(kept, Kept)!;
        return said is { Due: { } due, End: { } end } ? text["DueAndEnd", VietnameseFormat.DateTime(due), VietnameseFormat.DateTime(end)] : new LocalName(said.Vi ?? "", said.En).Say();
    }
}
