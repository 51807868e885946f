using System.Collections.Immutable;
using VanLang.Rules.Contracts;
using VanLang.Rules.Decisions;
using VanLang.Rules.Syntax;

namespace VanLang.Rules.Checks;

/// <summary>
/// Finds the texts that the logic of a file compares with its input data: in cells of a column that tests an input, by <c>=</c>, <c>!=</c>, <c>in</c> and <c>list contains</c>. Only what is
/// certain is found: a value that was worked out of an input is no value of that input any more.
/// </summary>
internal sealed class ComparedTexts
{
    private readonly List<ComparedText> found = [];

    private ComparedTexts()
    {
    }

    internal static IReadOnlyList<ComparedText> Of(DmnFile file)
    {
        var texts = new ComparedTexts();
        foreach (var element in file.Elements.Values.OfType<LogicElement>().Where(element => element.Tree is not null))
        {
            texts.Walk(element.Tree!, new(TableTexts.Label(element.Xml, element.Name), element.Xml.Place(), Known(element), null, null));
        }

        return texts.found;
    }

    /// <summary>What the names of an element stand for: input data, and decisions that only hand one on.</summary>
    private static ImmutableDictionary<string, Subject?> Known(LogicElement element) => element.Needs.Where(need => need.Import is null)
        .ToImmutableDictionary(need => need.Name, need => need.Element switch
        {
            InputData input => new Subject(input.Name, null),
            Decision { Tree: { } tree } decision => SubjectOf(tree, new(new("", null), decision.Xml.Place(), Known(decision), null, null)),
            _ => null,
        });

    private void Walk(Node node, Place place)
    {
        switch (node)
        {
            case PlacedNode placed:
                Walk(placed.Inner, place with { Source = placed.Source });
                break;
            case FittedNode fitted:
                Walk(fitted.Inner, place);
                break;
            case TableNode table:
                Table(table, place);
                break;
            case UnaryTestsNode tests:
                foreach (var test in tests.Tests) Hold(place.Tested, test, place);
                break;
            case InNode { Value: StringNode } isIn:
                foreach (var test in isIn.Tests) Hold(SubjectOf(test, place), isIn.Value, place);
                break;
            case InNode isIn:
                Walk(isIn.Value, place);
                var tested = place with { Tested = SubjectOf(isIn.Value, place) };
                foreach (var test in isIn.Tests) Hold(tested.Tested, test, tested);
                break;
            case BinaryNode:
                Binary(node, place);
                break;
            case CallNode { Target: NameNode { Name: "list contains" }, Arguments: [{ Value: var list }, { Value: var element }] }:
                Hold(SubjectOf(element, place), list, place);
                Hold(SubjectOf(list, place), element, place);
                break;
            case FilterNode filter:
                Walk(filter.Target, place);
                var items = SubjectOf(filter.Target, place);
                Walk(filter.Condition, place with { Names = place.Names.SetItem("item", items), Items = items });
                break;
            case ForNode loop:
                Walk(loop.Body, Iterate(loop.Iterators, place));
                break;
            case QuantifiedNode quantified:
                Walk(quantified.Condition, Iterate(quantified.Iterators, place));
                break;
            case ContextNode context:
                foreach (var entry in context.Entries)
                {
                    Walk(entry.Value, place);
                    if (!context.Apart) place = place.With(entry.Key, SubjectOf(entry.Value, place));
                }

                if (context.Result is { } result) Walk(result, place);
                break;
            case FunctionNode function:
                Walk(function.Body, function.Parameters.Aggregate(place, (inner, parameter) => inner.With(parameter.Name, null)));
                break;
            default:
                foreach (var part in Parts(node)) Walk(part, place);
                break;
        }
    }

    private void Table(TableNode table, Place place)
    {
        foreach (var input in table.Inputs) Walk(input.Expression, place with { Column = input.Label });
        foreach (var row in table.Rules)
        {
            foreach (var (input, test) in table.Inputs.Zip(row.Tests)) Walk(test, place with { Row = row.Number, Column = input.Label, Tested = SubjectOf(input.Expression, place) });
            foreach (var value in row.Values) Walk(value, place with { Row = row.Number });
        }

        foreach (var output in table.Outputs)
        {
            if (output.Default is { } given) Walk(given, place);
        }
    }

    // Long chains of one operator lean to the left: no deeper than their longest link.
    private void Binary(Node node, Place place)
    {
        while (node is BinaryNode binary)
        {
            if (binary.Operator is BinaryOperator.Equal or BinaryOperator.NotEqual)
            {
                Hold(SubjectOf(binary.Left, place), binary.Right, place);
                Hold(SubjectOf(binary.Right, place), binary.Left, place);
                return;
            }

            Walk(binary.Right, place);
            node = binary.Left;
        }

        Walk(node, place);
    }

    /// <summary>Something held against a value: a text, or several; what is no text by itself may compare inside.</summary>
    private void Hold(Subject? subject, Node with, Place place)
    {
        switch (with)
        {
            case PlacedNode placed:
                Hold(subject, placed.Inner, place with { Source = placed.Source });
                break;
            case StringNode text:
                if (subject is { } of && text.Value.Length > 0)
                    found.Add(new(text.Value, of.Input, of.Entry, place.Decision, place.Row, place.Column, place.Source.LineOf(text.At), place.Source.Element));
                break;
            case ListNode list:
                foreach (var item in list.Items) Hold(subject, item, place);
                break;
            case ComparisonTestNode { Operator: BinaryOperator.Equal or BinaryOperator.NotEqual } comparison:
                Hold(subject, comparison.Operand, place);
                break;
            default:
                Walk(with, place);
                break;
        }
    }

    private Place Iterate(IReadOnlyList<Iterator> iterators, Place place)
    {
        foreach (var iterator in iterators)
        {
            Walk(iterator.Domain, place);
            place = place.With(iterator.Name, iterator.End is null ? SubjectOf(iterator.Domain, place) : null);
        }

        return place;
    }

    private static Subject? SubjectOf(Node node, Place place) => node switch
    {
        PlacedNode placed => SubjectOf(placed.Inner, place),
        FittedNode fitted => SubjectOf(fitted.Inner, place),
        InputNode => place.Tested,
        NameNode name => place.Names.TryGetValue(name.Name, out var known) ? known : place.Items is { Entry: null } items ? items with { Entry = name.Name } : null,
        PathNode path => SubjectOf(path.Target, place) is { Entry: null } target ? target with { Entry = path.Name } : null,
        FilterNode filter => SubjectOf(filter.Target, place),
        _ => null,
    };

    private static IEnumerable<Node> Parts(Node node) => node switch
    {
        NegationNode negation => [negation.Operand],
        BetweenNode between => [between.Value, between.Low, between.High],
        ComparisonTestNode test => [test.Operand],
        InstanceOfNode instance => [instance.Value],
        PathNode path => [path.Target],
        CallNode call => call.Arguments.Select(argument => argument.Value).Prepend(call.Target),
        IfNode choice => [choice.Condition, choice.Then, choice.Else],
        ListNode list => list.Items,
        RangeNode range => [range.Start, range.End],
        _ => [],
    };

    /// <summary>A value of the input data.</summary>
    private sealed record Subject(string Input, string? Entry);

    /// <summary>Where in the file the walk is, and what names mean there.</summary>
    /// <param name="Tested">What <c>?</c> stands for.</param>
    /// <param name="Items">Inside a filter, whose entries free names may be.</param>
    private sealed record Place(PlainLabel Decision, Source Source, ImmutableDictionary<string, Subject?> Names, Subject? Tested, Subject? Items)
    {
        public int? Row { get; init; }

        public string? Column { get; init; }

        public Place With(string name, Subject? meaning) => this with { Names = Names.SetItem(name, meaning) };
    }
}
