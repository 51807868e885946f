namespace VanLang.Rules.Contracts;

/// <summary>A text between quotation marks that a decision compares with a value of its input data: a code, mostly.</summary>
/// <param name="Text">The text.</param>
/// <param name="Input">Name of the input data.</param>
/// <param name="Entry">Entry of the items of that input data which is compared; null where its value itself is, or one of its values.</param>
/// <param name="Decision">What the file calls the decision or function for people.</param>
/// <param name="Row">Row of its table, from 1; null outside of rows.</param>
/// <param name="Column">Label of the input column; null outside of those.</param>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="ElementId">Id of the element of the file in which it stands, or null.</param>
public sealed record ComparedText(string Text, string Input, string? Entry, PlainLabel Decision, int? Row, string? Column, int Line, string? ElementId);
