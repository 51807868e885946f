namespace VanLang.Rules.Evaluation;

/// <summary>A compiled expression.</summary>
internal delegate object? Code(Frame frame);

/// <summary>What one run of a compiled text works on.</summary>
/// <param name="session">The evaluation.</param>
/// <param name="globals">Free names.</param>
/// <param name="locals">Loop variables, parameters, entries, filtered items; places are fixed when compiling.</param>
/// <param name="input">The value <c>?</c>.</param>
internal sealed class Frame(Session session, Globals globals, object?[] locals, object? input)
{
    internal Session Session => session;

    internal Globals Globals => globals;

    internal object?[] Locals => locals;

    internal object? Input => input;
}
