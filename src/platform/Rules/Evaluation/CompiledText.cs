using VanLang.Rules.Syntax;
using VanLang.Rules.Values;

namespace VanLang.Rules.Evaluation;

/// <summary>A text that is ready to run.</summary>
/// <param name="Source">The text.</param>
/// <param name="Code">Its code.</param>
/// <param name="Kind">Kinds its value can have.</param>
/// <param name="Names">Free names; their places in <see cref="Globals"/> are those of this list.</param>
/// <param name="Slots">Places that local values need.</param>
internal sealed record CompiledText(Source Source, Code Code, FeelKind Kind, string[] Names, int Slots)
{
    /// <exception cref="EvaluationLimitException">A limit was broken; what asked for the evaluation turns it into a warning.</exception>
    internal object? Run(Session session, IReadOnlyDictionary<string, object?> variables, object? input = null) =>
        Run(session, new Globals(Names, variables, session), input);

    /// <inheritdoc cref="Run(Session, IReadOnlyDictionary{string, object?}, object?)"/>
    internal object? Run(Session session, Globals globals, object? input = null) =>
        Code(new Frame(session, globals, Slots == 0 ? [] : new object?[Slots], input));
}
