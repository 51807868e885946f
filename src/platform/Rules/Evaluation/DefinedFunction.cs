using VanLang.Rules.Contracts;
using VanLang.Rules.Syntax;
using VanLang.Rules.Values;

namespace VanLang.Rules.Evaluation;

/// <summary>A function that an expression defines, with the values that were in scope there.</summary>
internal sealed class DefinedFunction(string[] names, FeelType?[] types, FeelType? result, int firstSlot, Code body, Frame home) : FeelFunction
{
    private readonly object?[] locals = (object?[])home.Locals.Clone();

    internal override string[] Parameters => names;

    /// <summary>Puts the function where its own body looks for it.</summary>
    internal void Know(int slot) => locals[slot] = this;

    internal override object? Invoke(Session session, Source source, int at, object?[] arguments)
    {
        session.Descend();
        if (arguments.Length != names.Length) return session.Warn(source, at, "feel.function.arity", "function", $"{names.Length}", $"{arguments.Length}");
        var own = (object?[])locals.Clone();
        for (var i = 0; i < arguments.Length; i++)
        {
            var argument = arguments[i];
            if (types[i] is { } type && !type.TryConform(argument, false, session, out argument))
            {
                // An argument that does not fit is null; the function goes on with it.
                argument = session.Warn(source, at, "feel.function.argument", "function", names[i], type.Name, FeelKinds.Name(FeelKinds.Of(argument)));
            }

            own[firstSlot + i] = argument;
        }

        var value = body(new Frame(session, home.Globals, own, home.Input));
        return result is null || result.TryConform(value, false, session, out value)
            ? value
            : session.Warn(source, at, "dmn.value.type", "function", result.Name, FeelKinds.Name(FeelKinds.Of(value)));
    }
}
