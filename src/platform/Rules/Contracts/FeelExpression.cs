using VanLang.Rules.BuiltIns;
using VanLang.Rules.Evaluation;
using VanLang.Rules.Syntax;
using VanLang.Rules.Values;

namespace VanLang.Rules.Contracts;

/// <summary>
/// A FEEL expression (DMN 1.5, chapter 10) compiled once and evaluated as often as wanted, from any thread.
/// Evaluation reads nothing but its <see cref="FeelScope"/>: no clock, no database, no culture.
/// </summary>
public sealed class FeelExpression
{
    private readonly CompiledText compiled;

    private FeelExpression(CompiledText compiled)
    {
        this.compiled = compiled;
        Names = new HashSet<string>(compiled.Names, StringComparer.Ordinal);
    }

    /// <summary>The text that was compiled.</summary>
    public string Text => compiled.Source.Text;

    /// <summary>
    /// Free names that are read: variables the scope should offer. Names bound inside (loops, parameters) and built-in functions are not among them.
    /// A name inside a filter may turn out to be an entry of the filtered items; with known names given, only those are listed from there.
    /// </summary>
    public IReadOnlySet<string> Names { get; }

    /// <summary>The texts between quotation marks in it: codes that it compares with, among others.</summary>
    public IReadOnlySet<string> Literals => Lexer.Read(compiled.Source, []).Where(token => token.Kind == TokenKind.String).Select(token => token.Text).ToHashSet(StringComparer.Ordinal);

    /// <summary>Compiles an expression.</summary>
    /// <param name="text">FEEL text, at most 100,000 characters and 200 levels deep.</param>
    /// <param name="knownNames">Names the scope will offer. Needed for names that hold operators or keywords (<c>phí/lệ phí</c>, <c>ngày in</c>)
    /// and for variables that are called as functions; plain words joined by spaces are taken as one name anyway.</param>
    public static FeelCompilation Compile(string text, IEnumerable<string>? knownNames = null) =>
        Compile(text, knownNames, Parser.ParseExpression);

    /// <summary>
    /// Compiles unary tests, the content of a decision table's input cell: <c>-</c>, <c>&lt; 18, [60..80]</c>, <c>not("a", "b")</c>.
    /// The tested value is <see cref="FeelScope.Input"/>; the result is true, false, or null where nothing can be said.
    /// </summary>
    /// <inheritdoc cref="Compile(string, IEnumerable{string})" path="/param"/>
    public static FeelCompilation CompileUnaryTests(string text, IEnumerable<string>? knownNames = null) =>
        Compile(text, knownNames, Parser.ParseUnaryTests);

    /// <summary>Evaluates. Never throws for what a scope holds: a wrong type, an unknown name or a broken limit gives null and a warning.</summary>
    /// <exception cref="ArgumentException">A variable is of a CLR type that <see cref="FeelScope.Variables"/> does not name.</exception>
    public FeelResult Evaluate(FeelScope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var session = new Session(scope.Now);
        var value = session.Guard(compiled.Source, (compiled, scope, session), static run =>
            ClrValues.Out(run.compiled.Run(run.session, run.scope.Variables, ClrValues.In(run.scope.Input, run.session)), run.session));
        return new(value, session.Warnings);
    }

    private static FeelCompilation Compile(string text, IEnumerable<string>? knownNames, Func<Source, NameTable, List<FeelProblem>, Node?> parse)
    {
        ArgumentNullException.ThrowIfNull(text);
        var source = new Source(text);
        var problems = new List<FeelProblem>();
        var known = new HashSet<string>(knownNames ?? [], StringComparer.Ordinal);
        var names = new NameTable(BuiltInCatalogue.Names).With([.. known]);
        if (parse(source, names, problems) is not { } node) return new(null, problems);
        var compiled = Compiler.Compile(node, source, new(known, TypeTable.BuiltIn, problems, closed: false));
        return problems.Count > 0 ? new(null, problems) : new(new FeelExpression(compiled), []);
    }
}
