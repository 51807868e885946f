using VanLang.Rules.Contracts;
using VanLang.Rules.Evaluation;
using VanLang.Rules.Syntax;
using VanLang.Rules.Values;

namespace VanLang.Rules.Decisions;

/// <summary>An input column.</summary>
/// <param name="Label">What it is called in reports.</param>
/// <param name="Expression">Value that is tested.</param>
/// <param name="Allowed">Tests of the allowed values, or null.</param>
internal sealed record TableInput(string Label, CompiledText Expression, CompiledText? Allowed);

/// <summary>An output column.</summary>
/// <param name="Name">Entry of the result; null where it is the only column.</param>
/// <param name="Result">Name and type of its values.</param>
/// <param name="Allowed">Tests of the allowed values, or null.</param>
/// <param name="Default">Value where no rule matches, or null.</param>
internal sealed record TableOutput(string? Name, Variable Result, CompiledText? Allowed, CompiledText? Default);

/// <summary>A rule: tests by input, values by output.</summary>
internal sealed record TableRule(string Id, int Number, string? Annotation, CompiledText[] Tests, CompiledText[] Values, Source Place);

/// <summary>A decision table of hit policy UNIQUE or FIRST.</summary>
internal sealed class DecisionTable(string name, bool first, TableInput[] inputs, TableOutput[] outputs, TableRule[] rules, Source place) : DecisionLogic
{
    internal override object? Decide(DecisionRun run, IReadOnlyDictionary<string, object?> variables)
    {
        var session = run.Session;
        var values = new object?[inputs.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = inputs[i].Expression.Run(session, variables);
            if (values[i] is not null && inputs[i].Allowed is { } allowed && allowed.Run(session, variables, values[i]) is not true)
            {
                session.Warn(allowed.Source, 0, "dmn.value.allowed", inputs[i].Label);
            }
        }

        TableRule? hit = null;
        foreach (var rule in rules)
        {
            session.Spend();
            if (!Matches(rule, session, variables, values)) continue;
            run.Match(Report(rule, values, session));
            if (hit is not null) return session.Warn(rule.Place, 0, "dmn.rule.overlap", $"{hit.Number} ({hit.Id})", $"{rule.Number} ({rule.Id})");
            hit = rule;
            if (first) break;
        }

        return hit is null ? Defaults(session, variables) : Result(session, hit.Values, variables);
    }

    private static bool Matches(TableRule rule, Session session, IReadOnlyDictionary<string, object?> variables, object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (rule.Tests[i].Run(session, variables, values[i]) is not true) return false;
        }

        return true;
    }

    private object? Defaults(Session session, IReadOnlyDictionary<string, object?> variables) =>
        Array.TrueForAll(outputs, output => output.Default is null)
            ? session.Warn(place, 0, "dmn.rule.none", name)
            : Result(session, Array.ConvertAll(outputs, output => output.Default), variables);

    private object? Result(Session session, CompiledText?[] entries, IReadOnlyDictionary<string, object?> variables)
    {
        if (outputs.Length == 1) return Output(outputs[0], entries[0], session, variables);
        var builder = new FeelContext.Builder(outputs.Length);
        for (var i = 0; i < outputs.Length; i++) builder[outputs[i].Name!] = Output(outputs[i], entries[i], session, variables);
        return builder.Build();
    }

    private static object? Output(TableOutput output, CompiledText? entry, Session session, IReadOnlyDictionary<string, object?> variables)
    {
        var value = output.Result.Fit(entry?.Run(session, variables), false, session);
        if (value is null || output.Allowed is null || output.Allowed.Run(session, variables, value) is true) return value;
        return session.Warn(entry!.Source, 0, "dmn.value.allowed", output.Result.Name);
    }

    private MatchedRule Report(TableRule rule, object?[] values, Session session)
    {
        var reported = new OrderedDictionary<string, object?>(StringComparer.Ordinal);
        for (var i = 0; i < values.Length; i++)
        {
            var label = inputs[i].Label;
            for (var n = 2; reported.ContainsKey(label); n++) label = $"{inputs[i].Label} ({n})";
            reported[label] = ClrValues.Out(values[i], session);
        }

        return new(rule.Id, rule.Number, rule.Annotation, reported);
    }
}
