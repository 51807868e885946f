using VanLang.Rules.Contracts;

namespace VanLang.Rules.Syntax;

/// <summary>
/// Names in scope, as sequences of tokens, so that the longest one beginning at a place can be found:
/// <c>phí/lệ phí</c> is a name where it is known and a division elsewhere.
/// </summary>
internal sealed class NameTable(NameTable? outer)
{
    private readonly Branch root = new();

    internal NameTable? Outer => outer;

    internal NameTable With(params ReadOnlySpan<string> names)
    {
        foreach (var name in names) Add(name);
        return this;
    }

    internal void Add(string name)
    {
        var problems = new List<FeelProblem>();
        var tokens = Lexer.Read(new Source(name), problems);
        if (problems.Count > 0 || tokens[0].Kind != TokenKind.Word) return;
        var branch = root;
        foreach (var token in tokens)
        {
            if (token.Kind == TokenKind.End) break;
            if (token.Kind is TokenKind.String or TokenKind.AtString) return;
            branch = branch.Next(token.Text);
        }

        branch.Name = name;
    }

    /// <summary>The longest name that begins at a token, with its number of tokens; of equal ones the innermost.</summary>
    internal (string? Name, int Length) Longest(List<Token> tokens, int first)
    {
        (string? Name, int Length) best = (null, 0);
        for (var table = this; table is not null; table = table.Outer)
        {
            var branch = table.root;
            for (var length = 1; first + length <= tokens.Count; length++)
            {
                var token = tokens[first + length - 1];
                if (token.Kind is TokenKind.String or TokenKind.AtString or TokenKind.End || !branch.TryNext(token.Text, out branch)) break;
                if (branch.Name is not null && length > best.Length) best = (branch.Name, length);
            }
        }

        return best;
    }

    private sealed class Branch
    {
        private Dictionary<string, Branch>? branches;

        internal string? Name { get; set; }

        internal Branch Next(string text)
        {
            branches ??= [];
            if (!branches.TryGetValue(text, out var next)) branches[text] = next = new();
            return next;
        }

        internal bool TryNext(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Branch? next)
        {
            next = null;
            return branches is not null && branches.TryGetValue(text, out next);
        }
    }
}
