using VanLang.Kernel.Errors;

namespace VanLang.OneStop.Desk;

/// <summary>A case page in the making; its parts get it as a cascading value.</summary>
/// <param name="Post">What was sent and not done; null on a plain visit.</param>
/// <param name="Failure">Why it was not done.</param>
/// <param name="Result">The officer's form, where this step has one.</param>
/// <param name="ResultPages">Pages of the file to be signed or numbered; 0 for none.</param>
sealed record CaseState(DeskCase Case, StepPost? Post, Failure? Failure, ResultWork? Result, int ResultPages)
{
    /// <summary>What was typed into a form that was not taken.</summary>
    public string? Typed(string form, string name) => Post?.Typed(form, name);

    public bool Failed(string form) => Failure is not null && Post?.Form == form;

    public bool Failed(string form, ErrorCode code) => Failed(form) && Failures.Any(failure => failure.Code == code);

    /// <summary>Everything that is to be corrected: the failure, and where it is something missing whatever else is.</summary>
    public IReadOnlyList<Failure> Failures =>
        Failure is null ? []
        : Post is not null && StepOmissions.Of(Post) is { } missing && missing.Contains(Failure.Code) ? [.. missing.Select(code => code == Failure.Code ? Failure : code)]
        : [Failure];
}
