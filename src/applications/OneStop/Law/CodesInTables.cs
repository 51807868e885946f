using VanLang.Forms.Contracts;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Import;
using VanLang.OneStop.Catalogue;
using VanLang.Rules.Contracts;

namespace VanLang.OneStop.Law;

/// <summary>
/// The tables of a procedure compare codes with answers of its form. A code that they still name is not taken from the list in which the answer is chosen; a table that names one which the list
/// does not have gets an advice only, as a form that was begun before may still bring it.
/// </summary>
sealed class CodesInTables : IDefinitionDemand
{
    public IEnumerable<ImportProblem> Check(string kind, DefinitionReading reading, DefinitionsOnDay there)
    {
        if (kind != FormLibrary.ListKind || reading.Problems.Count > 0 || there.Before(kind, reading.Key) is not { } before)
            return [];
        HashSet<string> gone = Codes(before, reading.Key);
        gone.ExceptWith(Codes(reading.Content, reading.Key));
        // A later day counts for as long as the list that is published now still holds.
        return gone.Count == 0 ? [] :
        [
            .. there.Later.TakeWhile(later => later.Find(kind, reading.Key) == reading.Content).Prepend(there)
                .SelectMany(day => day.All(ProcedureCatalogue.Kind).SelectMany(content => Used(ProcedureCatalogue.Read(content), reading.Key, gone, day)))
                .DistinctBy(use => (use.Decision, use.Compared.Text, use.Compared.Decision, use.Compared.Row, use.Compared.Column))
                .Select(use => Taken(reading.Key, use)),
        ];
    }

    public IEnumerable<DefinitionAdvice> Advise(string kind, DefinitionReading reading, DefinitionsOnDay there)
    {
        if (kind != DecisionLibrary.Kind || reading.Problems.Count > 0 || ProcedureLaw.ProcedureOf(reading.Key) is not { } code || there.Find(ProcedureCatalogue.Kind, code) is not { } procedure)
            return [];
        return
        [
            .. Uses(ProcedureCatalogue.Read(procedure), there)
                .Where(use => !use.Field.Options.Any(option => option.Code == use.Compared.Text && (option.ValidTo is not { } end || there.Day < end)))
                .Select(Unknown).Distinct(),
        ];
    }

    static IEnumerable<Use> Used(Procedure procedure, string list, HashSet<string> gone, DefinitionsOnDay there) =>
        // Most forms do not name the list; only those that may are read.
        procedure.Form is { } form && there.Find(FormLibrary.Kind, form) is { } content && FormLibrary.Schema(content).Contains($"\"{list}\"", StringComparison.Ordinal)
            ? Uses(procedure, there).Where(use => use.Field.Catalog == list && gone.Contains(use.Compared.Text))
            : [];

    /// <summary>Every code that the tables of a procedure compare with an answer chosen from a list.</summary>
    static IEnumerable<Use> Uses(Procedure procedure, DefinitionsOnDay there)
    {
        string key = ProcedureLaw.KeyOf(procedure.Code);
        if (procedure.Form is not { } name || there.Find(FormLibrary.Kind, name) is not { } form || FormLibrary.Load(form).Schema is not { } schema
            || there.Find(DecisionLibrary.Kind, key) is not { } decision || DecisionModel.Load(decision, Imported).Model is not { } model)
            return [];
        return model.Compared
            .Select(compared => (Compared: compared, Field: compared.Entry is { } entry ? schema.Field(compared.Input)?.Row?.Field(entry) : schema.Field(compared.Input)))
            .Where(found => found.Field is { Catalog: not null, Type: FieldType.Select or FieldType.Radio })
            .Select(found => new Use(key, found.Compared, found.Field!));

        string? Imported(DmnImport import) => import.Namespace.StartsWith(DecisionLibrary.NamespacePrefix, StringComparison.Ordinal)
            ? there.Find(DecisionLibrary.Kind, import.Namespace[DecisionLibrary.NamespacePrefix.Length..])
            : null;
    }

    static HashSet<string> Codes(string list, string id) => [.. FormCatalogs.FromJson([list]).Find(id)?.Select(entry => entry.Code) ?? []];

    static ImportProblem Taken(string list, Use use) => new(
        list + ".json", null, "$", null, "catalogs.in-use",
        $"Mã “{use.Compared.Text}” không còn trong danh mục, nhưng {use.PlaceVi} ({use.Decision}) còn so với mã ấy câu trả lời của ô “{use.Field.Label.Vietnamese}”. Sửa bảng trong cùng thay đổi, hoặc giữ mã và ghi ngày hết giá trị.",
        $"The code “{use.Compared.Text}” is gone from the list, but {use.PlaceEn} ({use.Decision}) still compares the answer of “{use.LabelEn}” with it. Change the table along with the list, or keep the code and say until when it may be chosen.");

    static DefinitionAdvice Unknown(Use use) => new(
        use.Compared.ElementId,
        $"Mã “{use.Compared.Text}” ở {use.PlaceVi} không chọn được trong danh mục “{use.Field.Catalog}” của ô “{use.Field.Label.Vietnamese}” vào ngày bảng có hiệu lực; chỉ tờ khai bắt đầu điền từ trước mới còn mã ấy.",
        $"The code “{use.Compared.Text}” in {use.PlaceEn} cannot be chosen from the list “{use.Field.Catalog}” of “{use.LabelEn}” on the day the table comes into force; only a form that was begun before may still have it.");

    /// <summary>A code that a table compares with an answer.</summary>
    /// <param name="Decision">Key of the decision.</param>
    /// <param name="Field">Field of the form that gives the answer.</param>
    sealed record Use(string Decision, ComparedText Compared, SchemaField Field)
    {
        public string LabelEn => Field.Label.English ?? Field.Label.Vietnamese;

        public string PlaceVi => (Compared.Row, Compared.Column) switch
        {
            ({ } row, { } column) => $"bảng “{Compared.Decision.Vi}”, dòng {row}, cột “{column}”",
            ({ } row, null) => $"bảng “{Compared.Decision.Vi}”, dòng {row}",
            (null, { } column) => $"bảng “{Compared.Decision.Vi}”, đầu cột “{column}”",
            _ => $"quyết định “{Compared.Decision.Vi}”, dòng {Compared.Line} của tệp",
        };

        public string PlaceEn => (Compared.Row, Compared.Column, Compared.Decision.En ?? Compared.Decision.Vi) switch
        {
            ({ } row, { } column, var table) => $"the table “{table}”, row {row}, column “{column}”",
            ({ } row, null, var table) => $"the table “{table}”, row {row}",
            (null, { } column, var table) => $"the table “{table}”, head of the column “{column}”",
            (_, _, var decision) => $"the decision “{decision}”, line {Compared.Line} of the file",
        };
    }
}
