namespace VanLang.Rules.Syntax;

internal enum TokenKind
{
    End,

    /// <summary>A word: part of a name, or a keyword.</summary>
    Word,
    Number,
    String,

    /// <summary>The text of <c>@"..."</c>.</summary>
    AtString,

    /// <summary>Operator or punctuation; its characters are the text.</summary>
    Symbol,
}

/// <summary>A lexical unit. For strings <paramref name="Text"/> is the value without quotes and escapes.</summary>
internal readonly record struct Token(TokenKind Kind, string Text, int At, int End)
{
    internal bool IsSymbol(string symbol) => Kind == TokenKind.Symbol && Text == symbol;

    internal bool IsWord(string word) => Kind == TokenKind.Word && Text == word;
}
