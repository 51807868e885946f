using System.Globalization;
using System.Text.RegularExpressions;
using VanLang.Rules.Contracts;
using VanLang.Web.Contracts;

namespace VanLang.Forms.Contracts;

/// <summary>A question of a form.</summary>
public sealed class SchemaField : SchemaPart
{
    internal SchemaField()
    {
    }

    /// <summary>Key of the answer, unique in the form; also its name in FEEL and the name of its HTML input.</summary>
    public required string Key { get; init; }

    /// <summary>Key of the page it stands on.</summary>
    public required string Page { get; init; }

    /// <summary>What it takes.</summary>
    public required FieldType Type { get; init; }

    /// <summary>Closer meaning.</summary>
    public required FieldKind Kind { get; init; }

    /// <summary>Question or name of the field.</summary>
    public required LocalText Label { get; init; }

    /// <summary>The label as it reads inside a sentence ("ngày sinh của trẻ").</summary>
    public required LocalText Subject { get; init; }

    /// <summary>The label where officials read it. The same as <see cref="Label"/> where none is given.</summary>
    public required LocalText OfficialLabel { get; init; }

    /// <summary>Help under the label, or null.</summary>
    public LocalText? Hint { get; init; }

    /// <summary>What to say when the content breaks a rule of the field, or null for the usual text.</summary>
    public LocalText? Invalid { get; init; }

    /// <summary>Options of a choice, communes of an address; else empty.</summary>
    public IReadOnlyList<CatalogEntry> Options { get; init; } = [];

    /// <summary>Id of the code list (danh mục) from which the options come, or null.</summary>
    public string? Catalog { get; init; }

    /// <summary>Whether an answer is always needed; <c>requiredWhen</c> is known at a moment only.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Smallest length in UTF-16 units, 0 for any.</summary>
    public int MinLength { get; init; }

    /// <summary>Greatest length in UTF-16 units; texts always have one.</summary>
    public int MaxLength { get; init; }

    /// <summary>Smallest number, or null.</summary>
    public decimal? Min { get; init; }

    /// <summary>Greatest number, or null.</summary>
    public decimal? Max { get; init; }

    /// <summary>Decimal places a number may have, or null for any.</summary>
    public int? Decimals { get; init; }

    /// <summary>Whether the answer is set in capitals.</summary>
    public bool IsUppercase { get; init; }

    /// <summary>Token of the HTML attribute autocomplete, or null.</summary>
    public string? Autocomplete { get; init; }

    /// <summary>Name of the source it is prefilled from (<c>person.fullName</c>), or null.</summary>
    public string? PrefillFrom { get; init; }

    /// <summary>Of a slot for files: id of the dossier component (thành phần hồ sơ) its files are.</summary>
    public string? Component { get; init; }

    /// <summary>Of a slot for files: accepted endings with their dot, in lower case; empty for any.</summary>
    public IReadOnlyList<string> Accept { get; init; } = [];

    /// <summary>Of a slot for files: greatest size of one file in MB (1,000,000 bytes).</summary>
    public int MaxMegabytes { get; init; }

    /// <summary>Of a slot for files: greatest number of files.</summary>
    public int MaxFiles { get; init; } = 1;

    /// <summary>Of a repeated group: what one row asks, a form of one page; else null.</summary>
    public FormSchema? Row { get; init; }

    /// <summary>Of a repeated group: what one row is called ("con", "thành viên").</summary>
    public LocalText? RowName { get; init; }

    /// <summary>Of a repeated group: fewest rows.</summary>
    public int MinRows { get; init; }

    /// <summary>Of a repeated group: most rows.</summary>
    public int MaxRows { get; init; }

    /// <summary>Of a repeated group: empty rows that are shown first.</summary>
    public int FirstRows { get; init; }

    /// <summary>Why it may be asked: article and decree, as the form's author wrote it; or null.</summary>
    public LocalText? LegalBasis { get; init; }

    /// <summary>Whether it is a question of this program that the official form does not have.</summary>
    public bool IsOurs { get; init; }

    /// <summary>Whether the value is worked out, never typed.</summary>
    public bool IsComputed => Computed is not null;

    /// <summary>HTML id of the first input.</summary>
    public string InputId => Showing.InputNames.FirstId(this);

    // The question of the page, where that is asked and the label only names it.
    internal LocalText? Question { get; set; }
    internal Regex? Pattern { get; init; }
    internal AnswerValue? Default { get; init; }
    internal AnswerValue? MustBe { get; init; }
    internal FeelExpression? MustHold { get; init; }
    internal FeelExpression? RequiredWhen { get; init; }
    internal FeelExpression? Computed { get; init; }
    internal FeelExpression? Initial { get; init; }
    internal Loading.DateBound? MinDate { get; init; }
    internal Loading.DateBound? MaxDate { get; init; }

    internal Loading.DateBound? AsOf { get; init; }

    // Names outside the group that its rows read.
    internal IReadOnlySet<string> RowReads { get; init; } = new HashSet<string>();
    internal bool IsSplitAddress => Kind == FieldKind.Address && Options.Count > 0;
    // What was chosen while it could be keeps its name, also on a day on which it can no longer be chosen.
    internal CatalogEntry? Named(string code, DateOnly day) => Option(code, day) ?? OptionsByCode.GetValueOrDefault(code);

    internal CatalogEntry? Option(string code, DateOnly day) => HasPeriods
        ? Options.LastOrDefault(o => o.Code == code && o.HoldsOn(day))
        : OptionsByCode.GetValueOrDefault(code);

    internal bool HasOption(string code) => OptionsByCode.ContainsKey(code);
    internal IReadOnlyDictionary<string, CatalogEntry> OptionsByCode { get; init; } = new Dictionary<string, CatalogEntry>();

    // A list of 200 nations is made once, not for each page that shows it.
    internal IReadOnlyList<OptionView> OptionViews(CultureInfo culture, DateOnly day) =>
        HasPeriods ? Views(Options.Where(o => o.HoldsOn(day)), culture)
        : LocalText.IsEnglish(culture) ? (english ??= Views(Options, culture))
        : (vietnamese ??= Views(Options, culture));

    private bool HasPeriods => hasPeriods ??= Options.Any(o => o.HasPeriod);

    private bool? hasPeriods;
    private IReadOnlyList<OptionView>? vietnamese, english;

    private static IReadOnlyList<OptionView> Views(IEnumerable<CatalogEntry> options, CultureInfo culture) => [.. options.Select(o => new OptionView(o.Code, o.Name.In(culture)))];
}
