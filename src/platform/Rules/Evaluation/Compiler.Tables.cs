using VanLang.Rules.Decisions;
using VanLang.Rules.Syntax;
using VanLang.Rules.Values;

namespace VanLang.Rules.Evaluation;

/// <summary>Decision tables. Cells run in the frame of the logic they stand in; each input has a place that <c>?</c> reads.</summary>
internal sealed partial class Compiler
{
    private Compiled Table(TableNode node)
    {
        var firstSlot = unit.NextSlot;
        var inputs = node.Inputs.Select(Column).ToArray();
        var outputs = node.Outputs.Select(Column).ToArray();
        var rules = new TableRule[node.Rules.Count];
        for (var i = 0; i < rules.Length; i++)
        {
            var row = node.Rules[i];
            var tests = new Test?[inputs.Length];
            for (var c = 0; c < tests.Length; c++) tests[c] = Tests(row.Tests[c], inputs[c].Slot, inputs[c].Kind);
            rules[i] = new(row, tests, [.. row.Values.Select(value => Compile(value).Run)]);
        }

        unit.NextSlot = firstSlot;
        CheckOutputs(node);
        var table = new DecisionTable(node, inputs, outputs, rules);
        return new(table.Decide, FeelKind.Any);
    }

    private TableInput Column(InputColumn column)
    {
        var expression = Compile(column.Expression);
        var slot = unit.NewSlot();
        // Where the file names a type, its cells are held against it.
        var kind = column.Type is KindType { Kinds: var kinds } && (kinds & expression.Kind) != 0 ? kinds & expression.Kind : expression.Kind;
        var allowed = column.Allowed is null ? null : Tests(column.Allowed, slot, kind);
        return new(column.Label, expression.Run, slot, kind, allowed, column.Allowed?.Source);
    }

    private TableOutput Column(OutputColumn column)
    {
        var slot = unit.NewSlot();
        var allowed = column.Allowed is null ? null : Tests(column.Allowed, slot, FeelKind.Any);
        return new(column, slot, allowed, column.Allowed is null ? [] : Ranks(column.Allowed, slot), column.Default is null ? null : Compile(column.Default).Run);
    }

    /// <summary>The allowed values one by one: the first that a value passes is its rank.</summary>
    private Test[] Ranks(PlacedNode allowed, int slot)
    {
        var within = new Compiler(allowed.Source, unit);
        unit.Scope = new InputScope(unit.Scope, slot);
        var tests = ((UnaryTestsNode)allowed.Inner).Tests.Select(test => within.TestOf(test, FeelKind.Any)).ToArray();
        unit.Scope = unit.Scope.Outer;
        return tests;
    }

    private Test? Tests(PlacedNode cell, int slot, FeelKind tested)
    {
        unit.Scope = new InputScope(unit.Scope, slot);
        var test = new Compiler(cell.Source, unit).CellTest((UnaryTestsNode)cell.Inner, tested);
        unit.Scope = unit.Scope.Outer;
        return test;
    }

    /// <summary>A value of a cell that the type of its column never takes is wrong before anything runs.</summary>
    private void CheckOutputs(TableNode node)
    {
        for (var c = 0; c < node.Outputs.Count; c++)
        {
            if (node.Outputs[c].Result.Type is not KindType { Kinds: var kinds } type) continue;
            foreach (var row in node.Rules)
            {
                var cell = row.Values[c];
                var kind = LiteralKind(cell.Inner);
                if (kind != FeelKind.None && (kind & (kinds | FeelKind.Null)) == 0 && !(kinds == FeelKind.DateTime && kind == FeelKind.Date))
                {
                    unit.Problems.Add(cell.Source.Problem("dmn.value.type", 0, node.Outputs[c].Result.Name, type.Name, FeelKinds.Name(kind)));
                }
            }
        }
    }

    private static FeelKind LiteralKind(Node node) => node switch
    {
        NumberNode or NegationNode { Operand: NumberNode } => FeelKind.Number,
        StringNode => FeelKind.String,
        BooleanNode => FeelKind.Boolean,
        TemporalNode temporal => FeelKinds.Of(temporal.Value),
        ContextNode => FeelKind.Context,
        _ => FeelKind.None,
    };
}
