using System.Xml.Linq;
using VanLang.Rules.Syntax;

namespace VanLang.Rules.Decisions;

/// <summary>
/// Reads boxed expressions (DMN 1.5 §10.2.1) into the tree that FEEL texts are read into: a boxed context is a context, a relation a list of contexts,
/// an invocation a call with named arguments.
/// </summary>
/// <param name="texts">Reads the texts.</param>
/// <param name="tables">Gets every table that is read.</param>
internal sealed class BoxedReader(DmnTexts texts, List<TableNode> tables)
{
    private static readonly HashSet<string> Kinds =
    [
        "literalExpression", "decisionTable", "context", "list", "relation", "functionDefinition", "invocation", "conditional", "filter", "for", "every", "some",
    ];

    /// <summary>The expressions that an element holds directly.</summary>
    internal static IEnumerable<XElement> Expressions(XElement parent) => parent.Elements().Where(e => e.Name.Namespace == parent.Name.Namespace && Kinds.Contains(e.Name.LocalName));

    /// <summary>The one expression that an element holds; a problem if there is none.</summary>
    internal Node Inside(XElement? parent, XElement owner, string name, Variable? result, NameTable names)
    {
        if (parent is not null && Expressions(parent).FirstOrDefault() is { } expression) return Read(expression, name, result, names);
        texts.Problems.Add((parent ?? owner).Problem("dmn.logic.missing", name));
        return new FailedNode();
    }

    /// <summary>An expression.</summary>
    /// <param name="element">The expression.</param>
    /// <param name="name">Name of what it belongs to, for reports.</param>
    /// <param name="result">Variable it fills, or null.</param>
    /// <param name="names">Names in scope.</param>
    internal Node Read(XElement element, string name, Variable? result, NameTable names)
    {
        var node = Expression(element, name, result, names);
        // What an expression says of its type its value must fit; a function says it of its own result.
        if (element.Name.LocalName == "functionDefinition" || element.Attribute("typeRef")?.Value is not { Length: > 0 } reference) return node;
        return new FittedNode(new(name, texts.Type(reference, element), element.Place()), node);
    }

    private Node Expression(XElement element, string name, Variable? result, NameTable names) => element.Name.LocalName switch
    {
        "literalExpression" => Literal(element, names),
        "decisionTable" => Place(element, Table(element, name, result, names)),
        "context" => Place(element, Context(element, name, names)),
        "list" => Place(element, new ListNode(0, [.. Expressions(element).Select(item => Read(item, name, null, names))])),
        "relation" => Place(element, Relation(element, name, names)),
        "functionDefinition" => Place(element, Function(element, name, null, names)),
        "invocation" => Invocation(element, name, names),
        "conditional" => Place(element, new IfNode(0, Part(element, "if", name, names), Part(element, "then", name, names), Part(element, "else", name, names), Boxed: true)),
        "filter" => Place(element, new FilterNode(0, Part(element, "in", name, names), Part(element, "match", name, new NameTable(names).With("item")))),
        "for" => Place(element, For(element, name, names)),
        "every" or "some" => Place(element, Quantified(element, name, names)),
        _ => throw new InvalidOperationException($"{element.Name.LocalName} is no boxed expression."),
    };

    /// <summary>A function; other languages than FEEL are refused: their code would run outside every limit.</summary>
    internal Node Function(XElement element, string name, Variable? result, NameTable names)
    {
        if (element.Attribute("kind")?.Value is { } kind && kind != "FEEL")
        {
            texts.Problems.Add(element.Problem("dmn.function.kind", kind));
            return new FailedNode();
        }

        var inner = new NameTable(names);
        var parameters = new List<Parameter>();
        foreach (var parameter in element.Children("formalParameter"))
        {
            if (parameter.Attribute("name")?.Value is not { Length: > 0 } parameterName)
            {
                texts.Problems.Add(parameter.Problem("dmn.name.missing", "formalParameter"));
                continue;
            }

            parameters.Add(new(0, parameterName, null, Variable.Item(parameter, parameter, parameterName, texts).Type));
            inner.Add(parameterName);
        }

        var type = element.Attribute("typeRef")?.Value is { Length: > 0 } reference && result?.Type is null ? texts.Type(reference, element) : null;
        // The type of a knowledge model is either that of the function or, as before DMN 1.2, that of what it gives.
        var gives = result?.Type is Values.FunctionType function ? function.Result : result?.Type ?? (type is Values.FunctionType given ? given.Result : type);
        return new FunctionNode(0, parameters, Inside(element, element, name, gives is null ? null : new(name, gives, element.Place()), inner), gives);
    }

    private static PlacedNode Place(XElement element, Node node) => new(element.Place(), node);

    private Node Part(XElement element, string part, string name, NameTable names) => Inside(element.Child(part), element, name, null, names);

    private Node Table(XElement element, string name, Variable? result, NameTable names)
    {
        var read = new TableReader(element, name, result, names, texts).Read();
        if (read is TableNode table) tables.Add(table);
        return read;
    }

    private Node Literal(XElement element, NameTable names)
    {
        if (element.Child("importedValues") is { } imported)
        {
            texts.Problems.Add(imported.Problem("dmn.element", "importedValues"));
            return new FailedNode();
        }

        return texts.Expression(element, names) ?? (Node)new FailedNode();
    }

    private ContextNode Context(XElement element, string name, NameTable names)
    {
        var inner = new NameTable(names);
        var entries = new List<ContextEntry>();
        Node? result = null;
        foreach (var entry in element.Children("contextEntry"))
        {
            if (entry.Child("variable")?.Attribute("name")?.Value is not { Length: > 0 } key)
            {
                result = Inside(entry, entry, name, null, inner);
                continue;
            }

            if (entries.Exists(other => other.Key == key)) texts.Problems.Add(entry.Problem("feel.context.duplicate", key));
            inner.Add(key);
            var variable = Variable.Of(entry, key, texts);
            entries.Add(new(0, key, new FittedNode(variable, Inside(entry, entry, key, variable, inner))));
        }

        return new(0, entries, result);
    }

    private ListNode Relation(XElement element, string name, NameTable names)
    {
        var columns = element.Children("column").Select(column => Variable.Item(column, element, column.Attribute("name")?.Value ?? "", texts)).ToArray();
        foreach (var group in columns.GroupBy(column => column.Name))
        {
            if (group.Key.Length == 0) texts.Problems.Add(element.Problem("dmn.name.missing", "column"));
            else if (group.Count() > 1) texts.Problems.Add(element.Problem("dmn.name.duplicate", group.Key));
        }

        var rows = new List<Node>();
        foreach (var row in element.Children("row"))
        {
            XElement[] cells = [.. Expressions(row)];
            if (cells.Length != columns.Length)
            {
                texts.Problems.Add(row.Problem("dmn.relation.cells", $"{rows.Count + 1}", $"{cells.Length}", $"{columns.Length}"));
                continue;
            }

            rows.Add(Place(row, new ContextNode(0, [.. columns.Zip(cells, (column, cell) => new ContextEntry(0, column.Name, new FittedNode(column, Read(cell, name, column, names))))], Apart: true)));
        }

        return new(0, rows);
    }

    private Node Invocation(XElement element, string name, NameTable names)
    {
        if (Expressions(element).FirstOrDefault() is not { } called || Expression(called, name, null, names) is not PlacedNode callee)
        {
            if (!Expressions(element).Any()) texts.Problems.Add(element.Problem("dmn.logic.missing", name));
            return new FailedNode();
        }

        var arguments = new List<Argument>();
        foreach (var binding in element.Children("binding"))
        {
            var parameter = binding.Child("parameter");
            var parameterName = parameter?.Attribute("name")?.Value ?? "";
            if (parameterName.Length == 0) texts.Problems.Add(binding.Problem("dmn.name.missing", "parameter"));
            var variable = Variable.Item(parameter, binding, parameterName, texts);
            // A binding without an expression gives null.
            var value = Expressions(binding).Any() ? Inside(binding, binding, name, variable, names) : new NullNode(0);
            arguments.Add(new(0, parameterName, new FittedNode(variable, value)));
        }

        return new PlacedNode(callee.Source, new CallNode(0, callee.Inner, arguments));
    }

    private ForNode For(XElement element, string name, NameTable names)
    {
        var (iterator, inner) = Iterator(element, name, names);
        inner.Add("partial");
        return new(0, [iterator], Part(element, "return", name, inner));
    }

    private QuantifiedNode Quantified(XElement element, string name, NameTable names)
    {
        var (iterator, inner) = Iterator(element, name, names);
        return new(0, element.Name.LocalName == "every", [iterator], Part(element, "satisfies", name, inner));
    }

    private (Iterator Iterator, NameTable Names) Iterator(XElement element, string name, NameTable names)
    {
        var variable = element.Attribute("iteratorVariable")?.Value ?? "";
        if (variable.Length == 0) texts.Problems.Add(element.Problem("dmn.name.missing", "iteratorVariable"));
        return (new(0, variable, Part(element, "in", name, names), null), new NameTable(names).With(variable.Length == 0 ? "_" : variable));
    }
}
