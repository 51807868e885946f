using Microsoft.Extensions.DependencyInjection;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Import;

namespace VanLang.OneStop.Catalogue;

/// <summary>Publishes procedures and the settings of the province.</summary>
static class ImportProcedures
{
    public static DefinitionKind Procedures { get; } = new(
        ProcedureCatalogue.Kind, "procedures", "Thủ tục hành chính / administrative procedures", "procedures", ".json",
        (_, folder, _) => Task.FromResult<Func<DefinitionFile, DefinitionReading>>(file => ReadProcedure(Path.Combine(folder, file.Name), file)))
    {
        Title = content => JsonTitle.Of(content, "name", "vi"),
        Sheet = ProcedureSheet.Sheet,
        From = JsonDay.From,
    };

    public static ImportVerb Province { get; } = new(
        "province", "Thiết lập của tỉnh / settings of the province", "province.json",
        (services, path, cancellationToken) => services.GetRequiredService<DefinitionImport>().Run(
            path, ProvinceLibrary.Kind, ".json", testEnding: null, file => ReadProvince(PathOf(path, file), file), cancellationToken));

    static DefinitionReading ReadProcedure(string path, DefinitionFile file)
    {
        ImportRead<Procedure> read = ImportFile.Read<Procedure>(path).Check((procedure, report) =>
        {
            if (procedure.Code != file.Key)
                report.Add("code", ImportCodes.Inconsistent, $"Mã {procedure.Code} khác tên tệp {file.Name}.", $"The code {procedure.Code} is not the file's name {file.Name}.");
            CheckTexts(procedure, report);
            if (procedure.ValidTo is { } end && end <= procedure.ValidFrom)
                report.Add("validTo", ImportCodes.Inconsistent, "Ngày hết hiệu lực không sau ngày có hiệu lực.", "The last day does not follow the first.");
            for (int i = 0; i < (procedure.Opinions?.Count ?? 0); i++)
            {
                CheckLimit(report, $"opinions[{i}].limit", procedure.Opinions![i].Limit.Value, procedure.Opinions[i].Limit.Unit, cutOff: null);
                if (procedure.Opinions[i].OnSilence is not ("consent" or "wait"))
                    report.Add($"opinions[{i}].onSilence", ImportCodes.Inconsistent, "Chỉ có consent (coi là đồng ý) hoặc wait (chờ tiếp).", "Either consent or wait.");
                if (procedure.Opinions[i] is { AgencyKey: null, PlaceField: null })
                    report.Add($"opinions[{i}].agencyKey", ImportCodes.Inconsistent, "Phải nêu cơ quan (agencyKey) hoặc ô địa bàn (placeField).", "Name the agency (agencyKey) or the field of its place (placeField).");
            }
        });
        return new(read.Value?.Code ?? file.Key, file.Content, read.Value?.ValidFrom ?? file.FirstDay, read.Value?.ValidTo, read.Problems);
    }

    // What people read, or find it by, is there.
    static void CheckTexts(Procedure procedure, ImportReport report)
    {
        IEnumerable<(string Path, string? Text)> needed =
        [
            ("name.vi", procedure.Name.Vi), ("field", procedure.Field), ("fieldName.vi", procedure.FieldName.Vi),
            .. procedure.Components.SelectMany((paper, i) => ((string, string?)[])[($"components[{i}].id", paper.Id), ($"components[{i}].name.vi", paper.Name.Vi)]),
            .. procedure.Steps.Select((step, i) => ($"steps[{i}].title.vi", (string?)step.Title.Vi)),
            .. procedure.LegalBasis.SelectMany((text, i) => ((string, string?)[])[($"legalBasis[{i}].number", text.Number), ($"legalBasis[{i}].name.vi", text.Name.Vi)]),
        ];
        foreach ((string path, _) in needed.Where(one => string.IsNullOrWhiteSpace(one.Text)))
            report.AddEmpty(path);
    }

    static void CheckLimit(ImportReport report, string path, decimal value, Kernel.Calendar.TimeUnit unit, TimeOnly? cutOff)
    {
        if (Kernel.Calendar.TimeLimit.From(value, unit, cutOff) is null)
            report.Add($"{path}.value", ImportCodes.Inconsistent, "Thời hạn, đơn vị và giờ chốt không hợp nhau.", "Value, unit and cut-off hour of the time limit do not fit together.");
    }

    static DefinitionReading ReadProvince(string path, DefinitionFile file)
    {
        ImportRead<Province> read = ImportFile.Read<Province>(path);
        return new(ProvinceLibrary.Key, file.Content, DateOnly.MinValue, null, read.Problems);
    }

    static string PathOf(string path, DefinitionFile file) => System.IO.Directory.Exists(path) ? Path.Combine(path, file.Name) : path;
}
