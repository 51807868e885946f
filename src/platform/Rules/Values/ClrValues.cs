using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using VanLang.Rules.Contracts;
using VanLang.Rules.Evaluation;

namespace VanLang.Rules.Values;

/// <summary>Between the types of .NET that the contract accepts and the values of FEEL.</summary>
internal static class ClrValues
{
    private static readonly TimeSpan MaxClrOffset = TimeSpan.FromHours(14);

    /// <exception cref="ArgumentException">A type the contract does not name: a mistake of the caller.</exception>
    internal static object? In(object? value, Session session) => value switch
    {
        null => null,
        FeelNumber or string or bool or FeelList or FeelContext or DateOnly or FarDate or FeelDateTime or FeelTime or TimeSpan or YearsMonthsDuration or FeelFunction => value,
        int number => (FeelNumber)number,
        long number => (FeelNumber)number,
        decimal number => (FeelNumber)number,
        TimeOnly time => new FeelTime(time, null),
        DateTimeOffset instant => FeelDateTime.From(instant),
        DateTime { Kind: DateTimeKind.Utc } utc => new FeelDateTime(DateTime.SpecifyKind(utc, DateTimeKind.Unspecified), TimeSpan.Zero),
        DateTime local => new FeelDateTime(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), null),
        FeelRange range => range with { Start = In(range.Start, session), End = In(range.End, session) },
        JsonElement element => In(element, session),
        JsonNode node => In(JsonSerializer.SerializeToElement(node), session),
        IReadOnlyDictionary<string, object?> context => InContext(context, session),
        IReadOnlyList<object?> list => InList(list, session),
        IDictionary context => InContext(context.Keys.Cast<object>().ToDictionary(key => Convert.ToString(key, CultureInfo.InvariantCulture)!, key => context[key]), session),
        IEnumerable items => InList([.. items.Cast<object?>()], session),
        short or byte or sbyte or ushort or uint => (FeelNumber)Convert.ToInt64(value, CultureInfo.InvariantCulture),
        double number => InText(number.ToString("R", CultureInfo.InvariantCulture)),
        ulong number => (FeelNumber)(decimal)number,
        _ => throw new ArgumentException($"{value.GetType()} is not a type that FEEL values are given in.", nameof(value)),
    };

    /// <summary>Value for the caller: only what FEEL keeps in types of its own is changed.</summary>
    internal static object? Out(object? value, Session session) => value switch
    {
        FeelDateTime instant => OutDateTime(instant),
        FeelTime { Offset: null, Zone: null, Nanoseconds: 0 } time => time.Time,
        FeelRange range => range with { Start = Out(range.Start, session), End = Out(range.End, session) },
        FeelList list => OutList(list, session),
        FeelContext context => OutContext(context, session),
        FeelFunction => null,
        _ => value,
    };

    private static FeelNumber? InText(string text) => FeelNumber.TryParse(text, out var number) ? number : null;

    private static object? In(JsonElement element, Session session)
    {
        session.Descend();
        switch (element.ValueKind)
        {
            case JsonValueKind.String: return element.GetString();
            case JsonValueKind.Number: return InText(element.GetRawText());
            case JsonValueKind.True: return true;
            case JsonValueKind.False: return false;
            case JsonValueKind.Array:
                var items = new object?[element.GetArrayLength()];
                for (var i = 0; i < items.Length; i++) items[i] = In(element[i], session);
                return new FeelList(items);
            case JsonValueKind.Object:
                var context = new FeelContext.Builder();
                foreach (var property in element.EnumerateObject()) context[property.Name] = In(property.Value, session);
                return context.Build();
            default: return null;
        }
    }

    private static FeelContext InContext(IReadOnlyDictionary<string, object?> context, Session session)
    {
        session.Descend();
        var builder = new FeelContext.Builder(context.Count);
        foreach (var (key, value) in context) builder[key] = In(value, session);
        return builder.Build();
    }

    private static FeelList InList(IReadOnlyList<object?> list, Session session)
    {
        session.Descend();
        var items = new object?[list.Count];
        for (var i = 0; i < items.Length; i++) items[i] = In(list[i], session);
        return new(items);
    }

    private static object OutDateTime(FeelDateTime value)
    {
        // .NET has no type for it: it goes out as it is, and ToString gives its text.
        if (value.Cycles != 0 || value.Nanoseconds != 0) return value;
        if (value.Offset is not { } offset) return value.Local;
        if (offset.Duration() > MaxClrOffset || offset.Ticks % TimeSpan.TicksPerMinute != 0) offset = TimeSpan.Zero;
        var local = value.Ticks + offset.Ticks;
        return local < 0 || local > DateTime.MaxValue.Ticks || value.Ticks < 0 || value.Ticks > DateTime.MaxValue.Ticks
            ? value.Local
            : new DateTimeOffset(new DateTime((long)local), offset);
    }

    private static FeelList OutList(FeelList list, Session session)
    {
        session.Descend();
        object?[]? changed = null;
        for (var i = 0; i < list.Count; i++)
        {
            session.Spend();
            var item = Out(list[i], session);
            if (ReferenceEquals(item, list[i])) continue;
            changed ??= list.Items.ToArray();
            changed[i] = item;
        }

        return changed is null ? list : new(changed);
    }

    private static FeelContext OutContext(FeelContext context, Session session)
    {
        session.Descend();
        FeelContext.Builder? changed = null;
        foreach (var (key, value) in context)
        {
            session.Spend();
            var outer = Out(value, session);
            if (ReferenceEquals(outer, value)) continue;
            if (changed is null)
            {
                changed = new(context.Count);
                foreach (var (earlierKey, earlier) in context) changed[earlierKey] = earlier;
            }

            changed[key] = outer;
        }

        return changed?.Build() ?? context;
    }
}
