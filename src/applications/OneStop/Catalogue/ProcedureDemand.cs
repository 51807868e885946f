using VanLang.Forms.Contracts;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Import;
using VanLang.OneStop.Law;
using VanLang.Printing.Contracts;
using VanLang.Processes.Contracts;
using VanLang.Rules.Contracts;

namespace VanLang.OneStop.Catalogue;

/// <summary>A procedure that is published at the desk names only what is there: its form, process, papers, and the decision by which it is law.</summary>
sealed class ProcedureDemand : IDefinitionDemand
{
    public IEnumerable<ImportProblem> Check(string kind, DefinitionReading reading, DefinitionsOnDay there)
    {
        if (kind != ProcedureCatalogue.Kind || reading.Problems.Count > 0)
            yield break;
        Procedure procedure = ProcedureCatalogue.Read(reading.Content);
        (string Field, string Kind, string? Key)[] named =
        [
            ("form", FormLibrary.Kind, procedure.Form),
            ("resultForm", FormLibrary.Kind, procedure.ResultForm),
            ("process", ProcessFiles.Kind, procedure.Process),
            ("resultTemplate", TemplateLibrary.Kind, procedure.ResultTemplate),
            ("code", DecisionLibrary.Kind, ProcedureLaw.KeyOf(procedure.Code)),
        ];
        foreach ((string field, string other, string? key) in named)
        {
            if (key is not null && !there.IsThere(other, key))
                yield return new(reading.Key, null, "$", field, ImportCodes.UnknownReference, $"Chưa có “{key}” ({other}) có hiệu lực ngày ấy.", $"There is no “{key}” ({other}) in force on that day.");
        }
    }
}
