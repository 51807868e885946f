using System.Globalization;
using Microsoft.Extensions.Primitives;
using Shouldly;
using VanLang.Forms.Contracts;

namespace VanLang.Platform.Tests.Forms;

/// <summary>Small forms for tests.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);
    public static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");
    public static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    public static readonly FormCatalogs Catalogs = new(
    [
        KeyValuePair.Create<string, IReadOnlyList<CatalogEntry>>("communes", [new("c1", new("Xã Một", "Commune One")), new("c2", new("Phường Hai"))]),
    ]);

    /// <summary>A form of pages p1, p2, …, each given by the JSON of its components.</summary>
    public static string Json(params string[] pages) =>
        $$"""{"type":"default","id":"f","properties":{"titleVi":"Tờ khai"},"components":[{{string.Join(',', pages.Select((c, i) => $$"""{"type":"group","id":"p{{i + 1}}","label":"Trang {{i + 1}}","components":[{{c}}]}"""))}}]}""";

    public static FormSchema Form(params string[] pages) => Loaded(FormSchema.Load(Json(pages), Catalogs));

    public static FormSchema Loaded(FormLoad load)
    {
        load.Problems.ShouldBeEmpty();
        return load.Schema.ShouldNotBeNull();
    }

    public static string Text(string key, string more = "", string properties = "", string label = "Họ tên") =>
        $$"""{"type":"textfield","key":"{{key}}","label":"{{label}}"{{more}},"properties":{ {{properties}} } }""";

    public static string Radio(string key, params string[] codes) =>
        $$"""{"type":"radio","key":"{{key}}","label":"Loại việc","values":[{{string.Join(',', codes.Select(c => $$"""{"label":"{{c.ToUpperInvariant()}}","value":"{{c}}"}"""))}}]}""";

    public static string Date(string key, string more = "", string properties = "") =>
        $$"""{"type":"datetime","subtype":"date","key":"{{key}}","dateLabel":"Ngày sinh của trẻ"{{more}},"properties":{ {{properties}} } }""";

    public static string Number(string key, string more = "") => $$"""{"type":"number","key":"{{key}}","label":"Số lượng"{{more}} }""";

    public static Dictionary<string, StringValues> Post(params (string Name, string Value)[] values) => values.ToDictionary(v => v.Name, v => new StringValues(v.Value));

    public static PageReading Read(this FormSchema schema, params (string Name, string Value)[] values) => schema.Read("p1", FormAnswers.None, Post(values), Now);

    public static PageReading ReadDate(this FormSchema schema, string key, string day, string month, string year) =>
        schema.Read((key + ".Day", day), (key + ".Month", month), (key + ".Year", year));

    /// <summary>The only error, as code and Vietnamese message.</summary>
    public static FormError OnlyError(this PageReading reading) => reading.Errors.ShouldHaveSingleItem();
}
