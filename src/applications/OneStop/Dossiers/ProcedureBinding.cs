using VanLang.Forms.Contracts;
using VanLang.Kernel.Calendar;
using VanLang.Directory.Contracts;
using VanLang.OneStop.Catalogue;
using VanLang.OneStop.Law;
using VanLang.Rules.Contracts;

namespace VanLang.OneStop.Dossiers;

/// <summary>
/// What a procedure lays down for the shape of work it has, given to the process as the variable <c>binding</c>: hours of each step, who signs, whose
/// opinion is asked, whether the dossier goes from hand to hand between agencies. So a process is drawn once for all procedures of a shape.
/// </summary>
static class ProcedureBinding
{
    public const string Variable = "binding";

    /// <summary>Its part with the hours of each step.</summary>
    public const string HoursName = "hours";

    /// <param name="asked">Agency whose opinion is asked; null where nobody's is.</param>
    public static Dictionary<string, object?> Of(
        Procedure procedure, Competence competence, OpinionRule? opinion, Guid receiving, Guid competent, Guid returning, AgencyRecord? asked) => new()
    {
        ["handover"] = receiving != competent,
        ["returnElsewhere"] = returning != competent,
        ["signer"] = competence.Signer ?? "leader",
        ["opinion"] = opinion is null || asked is null ? null : new Dictionary<string, object?>
        {
            ["limit"] = Limit(opinion.Limit),
            ["silence"] = opinion.OnSilence,
        },
        [HoursName] = Hours(procedure),
    };

    /// <summary>Working hours of each step of the process, by its id with low lines.</summary>
    public static Dictionary<string, object?> Hours(Procedure procedure) => procedure.Steps
        .Where(step => step.Task is not null && step.WorkingHours > 0)
        .GroupBy(step => step.Task!.Replace('-', '_'), StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => (object?)group.Sum(step => step.WorkingHours), StringComparer.Ordinal);

    /// <summary>The rule that asks for an opinion in this case; null where none does.</summary>
    public static OpinionRule? OpinionFor(Procedure procedure, IReadOnlyDictionary<string, object?> answers, DateTimeOffset now)
    {
        OpinionRule? rule = procedure.OpinionOn(VietnamTime.DateOf(now));
        if (rule?.When is not { } when)
            return rule;
        return FeelExpression.Compile(when.TrimStart('='), answers.Keys).Expression?.Evaluate(new FeelScope(answers, now)).IsTrue == true ? rule : null;
    }

    // As a process writes a limit: "12 calendar-day".
    static string Limit(OpinionLimit limit)
    {
        string unit = limit.Unit switch
        {
            TimeUnit.CalendarDay => "calendar-day",
            TimeUnit.WorkingDay => "working-day",
            _ => "working-hour",
        };
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{limit.Value:0.##} {unit}");
    }
}
