using VanLang.Rules.Contracts;
using VanLang.Rules.Syntax;
using VanLang.Rules.Values;

namespace VanLang.Rules.Decisions;

/// <summary>A value that must fit a variable's type; null and a warning if it does not.</summary>
internal sealed record FittedNode(Variable Variable, Node Inner) : Node(0, Over(Inner));

/// <summary>Stands for what could not be read, so that the rest is still checked; its value is null.</summary>
internal sealed record FailedNode() : Node(0, 1);

/// <summary>A decision table as read.</summary>
/// <param name="Name">Name of the decision or function it belongs to.</param>
/// <param name="Id">Id of the table, or null.</param>
/// <param name="Place">Where the table stands.</param>
/// <param name="Policy">Hit policy with its aggregation.</param>
/// <param name="Inputs">Columns of tests.</param>
/// <param name="Outputs">Columns of values; at least one.</param>
/// <param name="Rules">Rows.</param>
/// <param name="Annotations">Names of the annotation columns.</param>
internal sealed record TableNode(
    string Name, string? Id, Source Place, HitPolicy Policy, IReadOnlyList<InputColumn> Inputs, IReadOnlyList<OutputColumn> Outputs, IReadOnlyList<TableRow> Rules,
    IReadOnlyList<string> Annotations)
    : Node(0, Depths(Inputs, Outputs, Rules))
{
    private static int Depths(IReadOnlyList<InputColumn> inputs, IReadOnlyList<OutputColumn> outputs, IReadOnlyList<TableRow> rows) => Math.Max(
        Over(inputs, input => input.Expression),
        Math.Max(Over(outputs, output => output.Default), rows.Aggregate(0, (depth, row) => Math.Max(depth, Math.Max(Over(row.Tests, test => test), Over(row.Values, value => value))))));
}

/// <summary>An input column.</summary>
/// <param name="Label">What it is called in reports.</param>
/// <param name="Expression">Value that is tested.</param>
/// <param name="Type">Type that the file gives for it, or null.</param>
/// <param name="Allowed">Tests of the allowed values (<see cref="UnaryTestsNode"/>), or null.</param>
internal sealed record InputColumn(string Label, Node Expression, FeelType? Type, PlacedNode? Allowed);

/// <summary>An output column.</summary>
/// <param name="Name">Entry of the result; null where it is the only column.</param>
/// <param name="Result">Name and type of its values.</param>
/// <param name="Allowed">Tests of the allowed values in the order of their priority, or null.</param>
/// <param name="Default">Value where no rule matches, or null.</param>
internal sealed record OutputColumn(string? Name, Variable Result, PlacedNode? Allowed, PlacedNode? Default);

/// <summary>A row: tests by input (<see cref="UnaryTestsNode"/>), values by output.</summary>
/// <param name="Id">Id in the file, or <c>rule-N</c>.</param>
/// <param name="Number">Row of the table, from 1.</param>
/// <param name="Annotation">All annotation texts joined, or null; words for people are not among them.</param>
/// <param name="Words">What the annotation columns <c>vi</c> and <c>en</c> say, or null.</param>
/// <param name="Tests">Content of the input cells.</param>
/// <param name="Values">Content of the output cells.</param>
/// <param name="Place">Where the row stands.</param>
internal sealed record TableRow(string Id, int Number, string? Annotation, PlainLabel? Words, IReadOnlyList<PlacedNode> Tests, IReadOnlyList<PlacedNode> Values, Source Place);
