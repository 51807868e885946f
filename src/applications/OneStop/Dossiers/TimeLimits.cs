using VanLang.Forms.Contracts;
using VanLang.Kernel.Calendar;
using VanLang.OneStop.Catalogue;
using VanLang.Rules.Contracts;

namespace VanLang.OneStop.Dossiers;

/// <summary>Which time limit a dossier has: that of the first variant whose condition the answers meet, else the procedure's own.</summary>
static class TimeLimits
{
    public static TimeLimit Of(Procedure procedure, Dossier dossier, DateTimeOffset now)
    {
        Dictionary<string, object?> variables = FormAnswers.FromJson(dossier.Answers).Values.ToDictionary(entry => entry.Key, entry => entry.Value?.ToFeel());
        DateOnly day = VietnamTime.DateOf(now);
        TimeLimitVariant? variant = procedure.TimeLimit.Variants.FirstOrDefault(candidate =>
            candidate.When is { } when
            && candidate.ValidFrom <= day && (candidate.ValidTo is null || day < candidate.ValidTo)
            && FeelExpression.Compile(when.TrimStart('='), variables.Keys).Expression?.Evaluate(new FeelScope(variables, now)).IsTrue == true);
        return variant?.ToLimit() ?? procedure.TimeLimit.ToLimit();
    }
}
