using VanLang.Rules.Evaluation;
using VanLang.Rules.Syntax;
using VanLang.Rules.Values;

namespace VanLang.Rules.BuiltIns;

/// <summary>A built-in function with its forms; chooses the form by number, names and kinds of the arguments.</summary>
internal sealed class BuiltInFunction(string name, BuiltIn[] forms) : FeelFunction
{
    internal string Name => name;

    internal override string[]? Parameters => null;

    internal override object? Invoke(Session session, Source source, int at, object?[] arguments)
    {
        session.Descend();
        var candidates = Candidates(arguments.Length);
        return candidates.Length == 0
            ? session.Warn(source, at, "feel.function.arity", name, Counts(), $"{arguments.Length}")
            : Run(session, source, at, candidates, arguments);
    }

    /// <summary>Numbers of arguments the forms take, for people.</summary>
    internal string Counts() => string.Join(", ", forms.Select(Count).Distinct());

    /// <summary>Forms that take so many positional arguments.</summary>
    internal BuiltIn[] Candidates(int count) => [.. forms.Where(form =>
        count >= form.Parameters.Count(p => p.Form is ParameterForm.Required or ParameterForm.Spread)
        && (count <= form.Parameters.Length || form.Parameters is [.., { Form: ParameterForm.Spread or ParameterForm.Rest }]))];

    /// <summary>Forms that have all these parameters and whose other parameters may be left out or null.</summary>
    internal BuiltIn[] Candidates(IReadOnlyList<string> names) => [.. forms.Where(form =>
        names.All(n => form.Parameters.Any(p => p.Name == n))
        && form.Parameters.All(p => names.Contains(p.Name) || p.Form is ParameterForm.Optional or ParameterForm.Rest || p.Accepts.HasFlag(FeelKind.Null)))];

    /// <summary>The first name that no form has, or null.</summary>
    internal string? UnknownParameter(IEnumerable<string> names) => names.FirstOrDefault(n => !forms.Any(form => form.Parameters.Any(p => p.Name == n)));

    /// <summary>Runs the first form whose parameters accept the arguments, which are in the order of its parameters.</summary>
    internal static object? Run(Session session, Source source, int at, BuiltIn[] candidates, object?[] arguments)
    {
        BuiltInParameter? wrong = null;
        object? wrongValue = null;
        foreach (var form in candidates)
        {
            if (TryBind(form, arguments, out var bound, out var parameter, out var value))
            {
                try
                {
                    session.Spend(bound.Sum(Weight));
                    var result = form.Body(new(session, source, at), bound);
                    if (result is FeelList list) session.Spend(list.Count);
                    return result;
                }
                catch (OverflowException)
                {
                    return session.Warn(source, at, "feel.number.overflow");
                }
            }

            wrong ??= parameter;
            wrongValue ??= value;
        }

        return session.Warn(
            source, at, "feel.function.argument", candidates[0].Name, wrong!.Name, FeelKinds.Name(wrong.Accepts & ~FeelKind.Null), FeelKinds.Name(FeelKinds.Of(wrongValue)));
    }

    /// <summary>Whether a value of one of these kinds can be bound to a parameter, as far as kinds tell.</summary>
    internal static bool MayBind(BuiltInParameter parameter, FeelKind kinds) =>
        (kinds & parameter.Accepts) != 0
        || kinds.HasFlag(FeelKind.List)
        || (parameter.Accepts.HasFlag(FeelKind.List) && (kinds & ~FeelKind.Null) != 0)
        || (parameter.Accepts.HasFlag(FeelKind.DateTime) && kinds.HasFlag(FeelKind.Date));

    /// <summary>Work that comes with the size of an argument alone.</summary>
    private static int Weight(object? argument) => argument switch
    {
        string text => text.Length >> 8,
        FeelList list => list.Count >> 4,
        FeelContext context => context.Count >> 4,
        _ => 0,
    };

    /// <summary>Whether a form's parameters accept these arguments.</summary>
    internal static bool Accepts(BuiltIn form, object?[] arguments) => TryBind(form, arguments, out _, out _, out _);

    private static bool TryBind(BuiltIn form, object?[] arguments, out object?[] bound, out BuiltInParameter? wrong, out object? wrongValue)
    {
        var parameters = form.Parameters;
        bound = new object?[parameters.Length];
        (wrong, wrongValue) = (null, null);
        for (var i = 0; i < parameters.Length; i++)
        {
            var parameter = parameters[i];
            if (parameter.Form == ParameterForm.Rest)
            {
                bound[i] = new FeelList(arguments.Length > i ? arguments[i..] : []);
                break;
            }

            if (parameter.Form == ParameterForm.Spread && arguments.Length > i + 1)
            {
                bound[i] = new FeelList(arguments[i..]);
                break;
            }

            if (i >= arguments.Length) continue;
            if (Bind(parameter, arguments[i], out bound[i])) continue;
            (wrong, wrongValue) = (parameter, arguments[i]);
            return false;
        }

        return true;
    }

    private static bool Bind(BuiltInParameter parameter, object? argument, out object? value)
    {
        value = argument;
        if (ReferenceEquals(argument, LeftOut.Instance))
        {
            value = null;
            return true;
        }

        var kind = FeelKinds.Of(argument);
        if ((kind & parameter.Accepts) != 0) return true;
        if (argument is null) return false;
        if (argument is FeelList { Count: 1 } list && (FeelKinds.Of(list[0]) & parameter.Accepts & ~FeelKind.Null) != 0) value = list[0];
        else if (parameter.Accepts.HasFlag(FeelKind.List)) value = new FeelList([argument]);
        else if (parameter.Accepts.HasFlag(FeelKind.DateTime) && Dates.Is(argument)) value = FeelDateTime.From(argument);
        else return false;
        return true;
    }

    private static string Count(BuiltIn form)
    {
        var least = form.Parameters.Count(p => p.Form is ParameterForm.Required or ParameterForm.Spread);
        if (form.Parameters is [.., { Form: ParameterForm.Spread or ParameterForm.Rest }]) return $"{least}+";
        return least == form.Parameters.Length ? $"{least}" : $"{least}–{form.Parameters.Length}";
    }
}
