using System.Globalization;
using VanLang.Kernel.Calendar;
using VanLang.OneStop.Catalogue;
using VanLang.OneStop.Dossiers;
using VanLang.Rules.Contracts;

namespace VanLang.OneStop.Law;

/// <summary>A version of a procedure's decision, asked for the law of one day.</summary>
/// <param name="model">The decision.</param>
/// <param name="key">Its key.</param>
/// <param name="version">Its version, which every ruling names.</param>
/// <param name="day">Day of the fact: the day of submission.</param>
sealed class LawOfDay(DecisionModel model, string key, string version, DateOnly day)
{
    /// <summary>Decision that says who decides.</summary>
    public const string CompetenceName = "tham_quyen";

    /// <summary>Decision that says how long it may take.</summary>
    public const string LimitName = "thoi_han";

    /// <summary>Decision that says what it costs.</summary>
    public const string FeeName = "tong_phi";

    /// <summary>Input: day of submission.</summary>
    public const string DayInput = "ngay_nop";

    /// <summary>Input: <c>truc-tiep</c> or <c>truc-tuyen</c>.</summary>
    public const string ChannelInput = "kenh_nop";

    /// <summary>Input: the case of the time limit; null is the general one.</summary>
    public const string CaseInput = "truong_hop_thoi_han";

    public DecisionModel Model => model;

    public string Version => version;

    public DateOnly Day => day;

    /// <summary>First legal day of the version.</summary>
    public DateOnly ValidFrom { get; init; }

    /// <summary>The same version asked for another day.</summary>
    public LawOfDay On(DateOnly other) => new(model, key, version, other) { ValidFrom = ValidFrom };

    /// <summary>Noon of the day: tables ask for the day only.</summary>
    DateTimeOffset Noon => new(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.FromHours(7));

    /// <summary>Whether all three decisions are there.</summary>
    public static IEnumerable<string> Missing(DecisionModel model) =>
        new[] { CompetenceName, LimitName, FeeName }.Where(name => !model.Decisions.Contains(name));

    /// <summary>Who decides, as far as it follows from the day alone; null where nobody does.</summary>
    public Competence? CompetenceOfDay() => CompetenceFor(new Dictionary<string, object?>(), Channel.Online).Value;

    /// <summary>Who decides a case.</summary>
    /// <param name="answers">Answers as FEEL sees them.</param>
    public Decided<Competence?> CompetenceFor(IReadOnlyDictionary<string, object?> answers, Channel channel)
    {
        DecisionResult result = Ask(CompetenceName, answers, channel);
        IReadOnlyDictionary<string, object?>? found = result.Value as IReadOnlyDictionary<string, object?>;
        string? Text(string name) => found?.GetValueOrDefault(name) as string;
        Competence? competence = Text("cap") is { } level && Text("co_quan") is { } agency
            ? new(level, new(agency, result.Matched is [{ Words.En: { } english }, ..] ? english : null), Text("ma_co_quan"), Text("o_dia_ban"), Text("vai_ky"))
            : null;
        return new(competence, Why(result));
    }

    /// <summary>How long a case may take; null where the tables do not say.</summary>
    /// <param name="limitCase">Case of the time limit where an official has named one; null for the general one.</param>
    /// <inheritdoc cref="CompetenceFor" path="/param"/>
    public Decided<TimeLimit?> LimitFor(IReadOnlyDictionary<string, object?> answers, Channel channel, string? limitCase = null)
    {
        DecisionResult result = AskLimit(answers, channel, limitCase);
        return new(LimitOf(result.Value), Why(result));
    }

    /// <summary>The cases that only who takes the dossier in can tell, the general one first; none where there is but one limit.</summary>
    /// <inheritdoc cref="CompetenceFor" path="/param"/>
    public IReadOnlyList<LimitCase> LimitCases(IReadOnlyDictionary<string, object?> answers, Channel channel)
    {
        if (model.Tables.FirstOrDefault(table => table.Decision == LimitName)?.Inputs.FirstOrDefault(input => input.Expression == CaseInput)?.Allowed is not { } allowed
            || FeelExpression.Compile($"[{allowed}]").Expression?.Evaluate(new(new Dictionary<string, object?>(), Noon)).Value is not IReadOnlyList<object?> names)
            return [];
        List<LimitCase> cases = [];
        foreach (string? name in (string?[])[null, .. names.OfType<string>()])
        {
            DecisionResult result = AskLimit(answers, channel, name);
            // The general case stands among the allowed values by its own name too.
            if (LimitOf(result.Value) is { } limit && result.Matched is [{ RuleId: var row } matched, ..] && cases.TrueForAll(known => known.Row != row))
                cases.Add(new(name, matched.Words is { } words ? new(words.Vi, words.En) : null, limit, row));
        }

        return cases.Count > 1 ? cases : [];
    }

    /// <summary>What a case costs.</summary>
    /// <inheritdoc cref="CompetenceFor" path="/param"/>
    public Fee FeeFor(IReadOnlyDictionary<string, object?> answers, Channel channel)
    {
        DecisionResult result = Ask(FeeName, answers, channel);
        decimal? amount = result.Value is FeelNumber number && number.TryToDecimal(out decimal dong) && dong >= 0 && decimal.Truncate(dong) == dong ? dong : null;
        return new(amount, key, version, Why(result).Rules, day);
    }

    /// <summary>A limit as the tables write it: number, unit, cut-off hour.</summary>
    public static TimeLimit? LimitOf(object? value)
    {
        if (value is not IReadOnlyDictionary<string, object?> found || found.GetValueOrDefault("so") is not FeelNumber number || !number.TryToDecimal(out decimal count)
            || found.GetValueOrDefault("don_vi") is not string unitName || UnitOf(unitName) is not { } unit)
            return null;
        TimeOnly? cutOff = found.GetValueOrDefault("gio_chot") is string hour && TimeOnly.TryParseExact(hour, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time) ? time : null;
        return TimeLimit.From(count, unit, cutOff);
    }

    DecisionResult AskLimit(IReadOnlyDictionary<string, object?> answers, Channel channel, string? limitCase) =>
        Ask(LimitName, limitCase is null ? answers : new Dictionary<string, object?>(answers) { [CaseInput] = limitCase }, channel);

    DecisionResult Ask(string decision, IReadOnlyDictionary<string, object?> answers, Channel channel) => model.Evaluate(
        decision,
        new FeelScope(
            new Dictionary<string, object?>(answers)
            {
                [DayInput] = day,
                [ChannelInput] = channel == Channel.Online ? "truc-tuyen" : "truc-tiep",
            },
            Noon));

    Ruling Why(DecisionResult result) => new(
        key,
        version,
        [
            .. result.Steps.SelectMany(step => step.Matched).Select(rule => new RulingRow(
                rule.RuleId, rule.Annotation, rule.Table, rule.Number, rule.Inputs.ToDictionary(input => input.Key, input => Text(input.Value)))),
        ],
        day);

    static string? Text(object? value) => value switch
    {
        null => null,
        DateOnly date => date.ToString("O", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    static TimeUnit? UnitOf(string name) => name switch
    {
        "working-hour" => TimeUnit.WorkingHour,
        "working-day" => TimeUnit.WorkingDay,
        "calendar-day" => TimeUnit.CalendarDay,
        "in-day" => TimeUnit.InDay,
        _ => null,
    };
}

/// <summary>A case of the time limit.</summary>
/// <param name="Name">As the tables name it; null for the general one.</param>
/// <param name="Words">For people; null where the table has none.</param>
/// <param name="Limit">How long such a case may take.</param>
/// <param name="Row">Id of the row that says so.</param>
sealed record LimitCase(string? Name, LocalName? Words, TimeLimit Limit, string Row);

/// <summary>Who decides.</summary>
/// <param name="Level"><c>commune</c>, <c>district</c> or <c>province</c></param>
/// <param name="Agency">In words.</param>
/// <param name="AgencyKey">Key of the agency that decides for the whole province; null where the place tells.</param>
/// <param name="PlaceField">Field of the form whose commune tells which committee decides; null, or left blank by the submitter: the place of receipt, where it is of this level.</param>
/// <param name="Signer">Role that signs; the leader where it is left out.</param>
sealed record Competence(string Level, LocalName Agency, string? AgencyKey, string? PlaceField, string? Signer)
{
    /// <summary>Whether the deciding agency follows from the procedure and the answers alone, so that any counter may take the dossier in.</summary>
    public bool IsFoundFromAnywhere => AgencyKey is not null || PlaceField is not null;
}
