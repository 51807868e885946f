using System.Globalization;
using VanLang.Forms.Contracts;
using VanLang.Forms.Filling;
using VanLang.Forms.Loading;
using VanLang.Web.Contracts;

namespace VanLang.Forms.Showing;

/// <summary>What is shown of a place: the units of its day that the typed name finds, and what became of each.</summary>
internal static class PlaceViewBuilder
{
    private const int MostMatches = 30;

    public static PlaceView Build(SchemaField field, FormState state, IReadOnlyDictionary<string, string> inputs, CultureInfo culture)
    {
        var day = state.PlaceDay(field);
        var find = inputs.GetValueOrDefault(InputNames.Find(field.Key), "");
        var posted = inputs.GetValueOrDefault(InputNames.Unit(field.Key), "");
        var chosen = posted is { Length: > 0 } code && PlaceResolver.Means(state.Units, find, day, code)
            ? state.Units.Unit(code, day)
            : null;
        var found = state.Units.Find(find, day, MostMatches + 1);
        var offered = found.Count > 0 || find.Length == 0 ? found.Take(MostMatches).Select(unit => Option(unit, Became(state.Units, unit, culture))).ToList() : Successors(state.Units, find, day, culture);
        if (chosen is not null && offered.TrueForAll(option => option.Value != chosen.Code))
            offered.Insert(0, Option(chosen, Became(state.Units, chosen, culture)));
        // What is the only one is chosen already.
        var value = posted == PlaceAnswer.Elsewhere ? posted : chosen?.Code ?? (find.Length > 0 && found is [var only] ? only.Code : null);
        var note = Note();
        // Who has looked may find that it is none of them.
        if (find.Length > 0 || posted == PlaceAnswer.Elsewhere)
            offered.Add(new(PlaceAnswer.Elsewhere, Texts.In(culture, "Place.Elsewhere"), Texts.In(culture, "Place.ElsewhereHint")));
        return new(offered, value, note, Texts.Format("Place.FindHint", Violation.Date(day)).In(culture));

        string? Note() => find.Length == 0 ? null
            : found.Count > MostMatches ? Texts.Format("Place.Many", MostMatches).In(culture)
            : found.Count == 0 ? Texts.Format(offered.Count == (chosen is null ? 0 : 1) ? "Place.None" : "Place.NoneButOlder", find, Violation.Date(day)).In(culture)
            : null;
    }

    // Who types the name of a unit that is no more is led to those that took it over.
    private static List<OptionView> Successors(AdministrativeUnits units, string find, DateOnly day, CultureInfo culture) =>
        [.. from old in units.FindBefore(find, day, 5)
            from now in units.Became(old)
            group old.Said by now into unit
            select Option(unit.Key, Texts.Format("Place.Before", string.Join("; ", unit)).In(culture))];

    /// <summary>What a place of an earlier day is called since; null where it still is what it was.</summary>
    public static string? Became(AdministrativeUnits units, PlaceAnswer place, CultureInfo culture) =>
        units.Unit(place.Unit, place.Day) is { } unit && unit.Names.SequenceEqual(place.Names, StringComparer.Ordinal) ? Became(units, unit, culture) : null;

    private static string? Became(AdministrativeUnits units, AdministrativeUnit unit, CultureInfo culture) =>
        units.Became(unit) is { Count: > 0 } now && !(now is [var same] && same.Said == unit.Said)
            ? Texts.Format(now.Count == 1 ? "Place.Became" : "Place.BecameSeveral", Violation.Date(unit.To!.Value), string.Join("; ", now.Select(became => FieldLoader.InSentence(became.Said)))).In(culture)
            : null;

    private static OptionView Option(AdministrativeUnit unit, string? hint) => new(unit.Code, unit.Said, hint);
}
