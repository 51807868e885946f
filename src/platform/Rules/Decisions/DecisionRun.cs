using VanLang.Rules.Contracts;
using VanLang.Rules.Evaluation;
using VanLang.Rules.Values;

namespace VanLang.Rules.Decisions;

/// <summary>One evaluation of a model, or of a decision service inside it: each element is known once.</summary>
/// <param name="session">The evaluation.</param>
/// <param name="variables">Values that the caller gives.</param>
/// <param name="outermost">Whether it is not a service inside another evaluation.</param>
internal sealed class DecisionRun(Session session, IReadOnlyDictionary<string, object?> variables, bool outermost = true)
{
    private static readonly Dictionary<string, object?> Nothing = [];

    private readonly Dictionary<Element, (bool Given, object? Value)> known = [];

    internal Session Session => session;

    /// <summary>The value of an element: of a decision what it comes to, of knowledge and services a function.</summary>
    internal object? Value(Element element) => Find(element).Value;

    /// <summary>A service or a knowledge model, called with values that the caller gives by the names of its parameters.</summary>
    internal object? Call(Element element)
    {
        if (element is DecisionService service)
        {
            return Serve(service, parameter => (true, parameter is InputData ? Find(parameter).Value : Given(parameter) is (true, var value) ? parameter.Result.Fit(value, true, session) : null));
        }

        if (Value(element) is not FeelFunction function) return null;
        var arguments = function.Parameters!.Select(name => variables.TryGetValue(name, out var value) ? ClrValues.In(value, session) : null);
        session.Trace!.Enter();
        var result = function.Invoke(session, element.Xml.Place(), 0, [.. arguments]);
        session.Trace.Leave(element, result, session);
        return result;
    }

    /// <summary>The values of a service's output decisions, in a run of its own.</summary>
    internal object? Serve(DecisionService service, Func<Element, (bool Given, object? Value)> argument)
    {
        session.Descend();
        var inner = new DecisionRun(session, Nothing, outermost: false);
        foreach (var parameter in service.Parameters) inner.known[parameter] = argument(parameter);
        session.Trace!.Enter();
        object? result;
        if (service.Outputs is [var only])
        {
            result = inner.Value(only);
        }
        else
        {
            var builder = new FeelContext.Builder(service.Outputs.Count);
            foreach (var output in service.Outputs) builder[output.Name] = inner.Value(output);
            result = builder.Build();
        }

        // The type of a service is that of the function, or, as before DMN 1.2, that of what it gives.
        var gives = service.Result.Type is FunctionType function ? function.Result : service.Result.Type;
        result = new Variable(service.Name, gives, service.Result.Place).Fit(result, false, session);
        session.Trace.Leave(service, result, session);
        return result;
    }

    private (bool Given, object? Value) Find(Element element)
    {
        if (known.TryGetValue(element, out var found)) return found;
        session.Descend();
        found = element switch
        {
            InputData => Given(element) is (true, var value) ? (true, element.Result.Fit(value, true, session)) : (false, null),
            Decision decision => (true, Decide(decision)),
            KnowledgeModel model => (true, Learn(model)),
            _ => (true, new ServiceFunction(this, (DecisionService)element)),
        };
        return known[element] = found;
    }

    private object? Decide(Decision decision)
    {
        // What is required is always decided: its warnings and reasons belong to the answer.
        foreach (var need in decision.Needs) Find(need.Element);
        session.Trace!.Enter();
        var value = decision.Logic is { } logic ? logic.Text.Run(session, Globals(logic, null, out _)) : null;
        value = decision.Result.Fit(value, false, session);
        session.Trace.Leave(decision, value, session);
        return value;
    }

    private object? Learn(KnowledgeModel model)
    {
        if (model.Logic is not { } logic) return null;
        var globals = Globals(logic, model, out var values);
        var function = logic.Text.Run(session, globals);
        // Its own name is among the names it may call.
        for (var i = 0; i < values.Length; i++)
        {
            if (logic.Values[i] is [{ Import: null } need] && need.Element == model) values[i] = function;
        }

        return function;
    }

    private Globals Globals(Logic logic, Element? except, out object?[] values)
    {
        values = new object?[logic.Values.Count];
        var given = new bool[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var needs = logic.Values[i];
            if (needs is [{ Import: null } need])
            {
                (given[i], values[i]) = need.Element == except ? (true, null) : Find(need.Element);
                continue;
            }

            var members = new FeelContext.Builder(needs.Count);
            foreach (var member in needs) members[member.Element.Name] = Find(member.Element).Value;
            (given[i], values[i]) = (true, members.Build());
        }

        return new(values, given);
    }

    /// <summary>By name, or by namespace and name where files that import each other use one name twice.</summary>
    private (bool Given, object? Value) Given(Element element)
    {
        if (!outermost) return (false, null);
        if (!variables.TryGetValue($"{element.File.Namespace}#{element.Name}", out var value) && !variables.TryGetValue(element.Name, out value)) return (false, null);
        return (true, ClrValues.In(value, session));
    }
}
