using VanLang.Rules.BuiltIns;
using VanLang.Rules.Contracts;
using VanLang.Rules.Evaluation;
using VanLang.Rules.Syntax;
using VanLang.Rules.Values;

namespace VanLang.Rules.Decisions;

/// <summary>An input column, compiled.</summary>
/// <param name="Label">What it is called in reports.</param>
/// <param name="Run">Value that is tested.</param>
/// <param name="Slot">Place that <c>?</c> reads.</param>
/// <param name="Kind">Kinds that the value can have.</param>
/// <param name="Allowed">Test of the allowed values, or null.</param>
/// <param name="AllowedText">Where these stand.</param>
internal sealed record TableInput(string Label, Code Run, int Slot, FeelKind Kind, Test? Allowed, Source? AllowedText);

/// <summary>An output column, compiled.</summary>
/// <param name="Column">The column.</param>
/// <param name="Slot">Place that <c>?</c> reads in the allowed values.</param>
/// <param name="Allowed">Test of the allowed values, or null.</param>
/// <param name="Ranks">The allowed values one by one.</param>
/// <param name="Default">Value where no rule matches, or null.</param>
internal sealed record TableOutput(OutputColumn Column, int Slot, Test? Allowed, Test[] Ranks, Code? Default);

/// <summary>A rule, compiled: tests by input, null for a dash, and values by output.</summary>
internal sealed record TableRule(TableRow Row, Test?[] Tests, Code[] Values);

/// <summary>A decision table, ready to run.</summary>
internal sealed class DecisionTable(TableNode table, TableInput[] inputs, TableOutput[] outputs, TableRule[] rules)
{
    private static readonly Dictionary<HitPolicy, BuiltInFunction> Aggregations = new()
    {
        [HitPolicy.Sum] = BuiltInCatalogue.Find("sum")!,
        [HitPolicy.Min] = BuiltInCatalogue.Find("min")!,
        [HitPolicy.Max] = BuiltInCatalogue.Find("max")!,
    };

    private readonly string[] labels = Labels(inputs);

    internal object? Decide(Frame frame)
    {
        var session = frame.Session;
        session.Spend(rules.Length + 1);
        var values = new object?[inputs.Length];
        for (var i = 0; i < values.Length; i++) values[i] = Input(frame, inputs[i]);
        TableRule? hit = null;
        List<TableRule>? hits = null;
        foreach (var rule in rules)
        {
            if (!Matches(rule, frame, values)) continue;
            if (hit is null) hit = rule;
            else (hits ??= [hit]).Add(rule);
            if (table.Policy == HitPolicy.First) break;
        }

        if (hit is null) return Defaults(frame);
        if (hits is null && !table.Policy.GivesList() && !table.Policy.Aggregates())
        {
            Report(session, hit, values);
            return Result(frame, hit);
        }

        return Several(frame, hits ?? [hit], values);
    }

    private static object? Input(Frame frame, TableInput input)
    {
        var value = input.Run(frame);
        frame.Locals[input.Slot] = value;
        if (value is not null && input.Allowed is { } allowed && allowed(frame, value) is not true)
        {
            frame.Session.Warn(input.AllowedText!, 0, "dmn.value.allowed", input.Label);
        }

        return value;
    }

    private static bool Matches(TableRule rule, Frame frame, object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (rule.Tests[i] is { } test && test(frame, values[i]) != true) return false;
        }

        return true;
    }

    private object? Several(Frame frame, List<TableRule> hits, object?[] values)
    {
        var session = frame.Session;
        if (table.Policy == HitPolicy.Priority)
        {
            var first = Ranked(frame, hits)[0];
            Report(session, first.Rule, values);
            return first.Value;
        }

        foreach (var rule in hits) Report(session, rule, values);
        switch (table.Policy)
        {
            case HitPolicy.Unique:
                return session.Warn(hits[1].Row.Place, 0, "dmn.rule.overlap", Name(hits[0]), Name(hits[1]));
            case HitPolicy.Any:
                var value = Result(frame, hits[0]);
                var other = hits.Find(rule => FeelComparison.Equal(value, Result(frame, rule), session) != true);
                return other is null ? value : session.Warn(other.Row.Place, 0, "dmn.rule.differ", Name(hits[0]), Name(other));
            case HitPolicy.OutputOrder:
                return new FeelList([.. Ranked(frame, hits).Select(ranked => ranked.Value)]);
            case HitPolicy.Count:
                return (FeelNumber)hits.Count;
            default:
                var list = new FeelList([.. hits.Select(rule => Result(frame, rule))]);
                return table.Policy.Aggregates() ? Aggregations[table.Policy].Invoke(session, table.Place, 0, [list]) : list;
        }
    }

    /// <summary>By the first output whose allowed values tell them apart; equals stay in the order of the rows.</summary>
    private List<(TableRule Rule, object? Value)> Ranked(Frame frame, List<TableRule> hits)
    {
        var ranked = hits.ConvertAll(rule =>
        {
            var value = Result(frame, rule);
            var ranks = new int[outputs.Length];
            for (var i = 0; i < ranks.Length; i++) ranks[i] = Rank(frame, outputs[i], outputs.Length == 1 ? value : ((FeelContext)value!)[outputs[i].Column.Name!]);
            return (Rule: rule, Value: value, Ranks: ranks);
        });
        return [.. ranked.OrderBy(r => r.Ranks, Comparer<int[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b))).Select(r => (r.Rule, r.Value))];
    }

    private static int Rank(Frame frame, TableOutput output, object? value)
    {
        frame.Locals[output.Slot] = value;
        var rank = Array.FindIndex(output.Ranks, test => test(frame, value) == true);
        return rank < 0 ? output.Ranks.Length : rank;
    }

    private object? Defaults(Frame frame)
    {
        if (Array.Exists(outputs, output => output.Default is not null)) return Result(frame, Array.ConvertAll(outputs, output => output.Default), table.Place);
        // Of nothing there are none: an answer, not a gap.
        if (table.Policy == HitPolicy.Count) return FeelNumber.Zero;
        return frame.Session.Warn(table.Place, 0, "dmn.rule.none", table.Name);
    }

    private object? Result(Frame frame, TableRule rule) => Result(frame, rule.Values, rule.Row.Place);

    private object? Result(Frame frame, Code?[] entries, Source place)
    {
        if (outputs.Length == 1) return Output(frame, outputs[0], entries[0], place);
        var builder = new FeelContext.Builder(outputs.Length);
        for (var i = 0; i < outputs.Length; i++) builder[outputs[i].Column.Name!] = Output(frame, outputs[i], entries[i], place);
        return builder.Build();
    }

    private static object? Output(Frame frame, TableOutput output, Code? entry, Source place)
    {
        var value = output.Column.Result.Fit(entry?.Invoke(frame), false, frame.Session);
        if (value is null || output.Allowed is null) return value;
        frame.Locals[output.Slot] = value;
        return output.Allowed(frame, value) == true ? value : frame.Session.Warn(place, 0, "dmn.value.allowed", output.Column.Result.Name);
    }

    private void Report(Session session, TableRule rule, object?[] values)
    {
        if (session.Trace is not { } trace) return;
        var reported = new object?[values.Length];
        for (var i = 0; i < values.Length; i++) reported[i] = ClrValues.Out(values[i], session);
        trace.Match(new(rule.Row.Id, rule.Row.Number, rule.Row.Annotation, new LabelledValues(labels, reported)) { Table = table.Name, Words = rule.Row.Words });
    }

    private static string Name(TableRule rule) => $"{rule.Row.Number} ({rule.Row.Id})";

    private static string[] Labels(TableInput[] inputs)
    {
        var labels = new List<string>();
        foreach (var input in inputs)
        {
            var label = input.Label;
            for (var n = 2; labels.Contains(label); n++) label = $"{input.Label} ({n})";
            labels.Add(label);
        }

        return [.. labels];
    }
}
