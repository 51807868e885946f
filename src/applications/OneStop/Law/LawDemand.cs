using VanLang.Kernel.Import;
using VanLang.Rules.Contracts;

namespace VanLang.OneStop.Law;

/// <summary>The decision of a procedure says who decides, how long it may take and what it costs, and its limits are limits.</summary>
sealed class LawDemand : IDecisionDemand
{
    public IEnumerable<ImportProblem> Check(string file, string key, DecisionModel model) =>
        ProcedureLaw.ProcedureOf(key) is null ? [] :
        [
            .. LawOfDay.Missing(model).Select(missing => new ImportProblem(
                file, 1, "$", missing, ImportCodes.MissingField, $"Thiếu quyết định {missing}.", $"The decision {missing} is missing.")),
            .. LawPages.FaultyLimits(model).Select(row => new ImportProblem(
                file, null, LawOfDay.LimitName, row, ImportCodes.BadValue, $"{LawOfDay.LimitName}, dòng {row}: số, đơn vị và giờ chốt không hợp nhau.", $"{LawOfDay.LimitName}, row {row}: number, unit and cut-off hour do not fit together.")),
        ];
}
