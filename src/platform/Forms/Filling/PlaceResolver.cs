using VanLang.Forms.Contracts;
using VanLang.Forms.Showing;

namespace VanLang.Forms.Filling;

/// <summary>What was posted for a place: the code that was chosen, the name that was typed, the line before it. It becomes an answer once the day is known as of which it is asked.</summary>
internal sealed record PlaceTyped(string Unit, string Find, string Detail) : AnswerValue
{
    /// <inheritdoc/>
    public override object ToFeel() => new Dictionary<string, object?>();
}

/// <summary>Finds the administrative unit that was meant.</summary>
internal static class PlaceResolver
{
    /// <summary>Whether a unit that was chosen is one of those that the typed name finds, by its own name or by that of one it took over.</summary>
    public static bool Means(AdministrativeUnits units, string find, DateOnly day, string code) =>
        find.Length == 0
        || units.Find(find, day, int.MaxValue).Any(unit => unit.Code == code)
        || units.FindBefore(find, day, int.MaxValue).SelectMany(units.Became).Any(unit => unit.Code == code);

    public static Parsed Resolve(SchemaField field, PlaceTyped typed, FormState state, bool isRefresh)
    {
        var day = state.PlaceDay(field);
        if (typed.Unit == PlaceAnswer.Elsewhere)
        {
            return typed.Detail.Length > 0 ? new(new PlaceAnswer(typed.Unit, day, [], typed.Detail))
                : isRefresh ? default
                : new(null, new("forms.place-detail"), InputNames.DetailId(field.Key));
        }

        // A name that was typed after a unit had been chosen asks for another one.
        if (typed.Unit.Length > 0 && Means(state.Units, typed.Find, day, typed.Unit))
            return state.Units.Unit(typed.Unit, day) is { } chosen ? Answer(chosen) : new(null, new("forms.place-choose"), InputNames.FindId(field.Key));
        if (isRefresh && typed.Find.Length == 0)
            return default;
        return state.Units.Find(typed.Find, day, 2) switch
        {
            // Who typed enough to leave no doubt has chosen.
            [var only] => Answer(only),
            _ when isRefresh => default,
            [] when typed.Find.Length > 0 => new(null, new("forms.place-none", Violation.Date(day)), InputNames.FindId(field.Key)),
            _ => new(null, new("forms.place-choose"), InputNames.FindId(field.Key)),
        };

        Parsed Answer(AdministrativeUnit unit) => new(new PlaceAnswer(unit.Code, day, unit.Names, typed.Detail));
    }
}
