using System.Globalization;
using VanLang.Forms.Contracts;

namespace VanLang.Applications.Tests.OneStop.Declarations;

/// <summary>Forms of the province with an answer to every question, long ones where there is room.</summary>
static class FilledForms
{
    static readonly string Province = Path.Combine(ProgramProvince(), "province");

    static readonly FormCatalogs Lists = FormCatalogs.FromJson(System.IO.Directory.EnumerateFiles(Path.Combine(Province, "catalogs"), "*.json").Select(File.ReadAllText));

    public static DateTimeOffset Now { get; } = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero);

    /// <summary>Names of the declarations, without those that officers fill in.</summary>
    public static IEnumerable<string> Names => System.IO.Directory.EnumerateFiles(Path.Combine(Province, "forms"), "*.json").Select(file => Path.GetFileNameWithoutExtension(file)!)
        .Where(name => !name.StartsWith("ket-qua-", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    public static string FileOf(string name) => Path.Combine(Province, "forms", $"{name}.json");

    public static string Template(string name) => File.ReadAllText(Path.Combine(Province, "templates", $"{name}.json"));

    public static FormSchema Load(string name) => FormSchema.Load(File.ReadAllText(FileOf(name)), Lists, FormLibrary.Facts).Schema
        ?? throw new InvalidOperationException($"{name} cannot be read.");

    public static FormAnswers Answers(FormSchema form) => FormAnswers.None.With(form.Pages.SelectMany(page => page.Fields)
        .Where(field => field is { IsComputed: false, Type: not FieldType.File }).Select(field => KeyValuePair.Create(field.Key, Answer(field))));

    static AnswerValue? Answer(SchemaField field) => field switch
    {
        { Row: { } row } => new RowsAnswer([.. Enumerable.Range(0, Math.Min(4, field.MaxRows)).Select(_ => Answers(row))]),
        { Type: FieldType.Radio or FieldType.Select } => new TextAnswer(field.Options[0].Code),
        { Type: FieldType.Checkbox } => new BooleanAnswer(true),
        { Type: FieldType.Number } => new NumberAnswer(Math.Max(field.Min ?? 0, Math.Min(field.Max ?? 12, 12))),
        { Kind: FieldKind.PartialDate } => new PartialDateAnswer(1950, 3),
        { Type: FieldType.Date } => new DateAnswer(new DateOnly(2026, 9, 5)),
        { Kind: FieldKind.Address, Options.Count: > 0 } => new AddressAnswer(field.Options[0].Code, "Số 12, đường Nguyễn Tất Thành, khu 10"),
        { Kind: FieldKind.Place } => new PlaceAnswer("07900", new(2026, 9, 5), ["Phường Gia Cẩm", "Thành phố Việt Trì", "Tỉnh Phú Thọ"], "Bệnh viện tỉnh"),
        { Kind: FieldKind.PersonId } => new TextAnswer("025190999123"),
        { Kind: FieldKind.Phone } => new TextAnswer("0900001001"),
        { Kind: FieldKind.Email } => new TextAnswer("anh.tuyet@example.vn"),
        { Kind: FieldKind.FullName } => new TextAnswer("Nguyễn Thị Ánh Tuyết"),
        { MaxLength: >= 1000 } => new TextAnswer(string.Join(' ', Enumerable.Range(1, 40).Select(i => string.Create(CultureInfo.InvariantCulture, $"Nội dung thứ {i} của phần trình bày.")))),
        { MaxLength: < 20 } => new TextAnswer("12"[..Math.Min(2, field.MaxLength)]),
        _ => new TextAnswer("Khu 10, phường Việt Trì"),
    };

    static string ProgramProvince()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "VanLang.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
