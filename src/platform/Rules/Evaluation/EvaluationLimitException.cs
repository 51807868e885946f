namespace VanLang.Rules.Evaluation;

/// <summary>Unwinds an evaluation that broke a limit; never leaves the room.</summary>
internal sealed class EvaluationLimitException(string code, string argument) : Exception
{
    internal string Code => code;

    internal string Argument => argument;
}
