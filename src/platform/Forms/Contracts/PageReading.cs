namespace VanLang.Forms.Contracts;

/// <summary>What came of a posted page.</summary>
/// <param name="Answers">The draft with the good answers of this page; store it in every case, also with errors and for a refresh. It never holds a value that breaks a rule of its field.</param>
/// <param name="Errors">What is to be put right, in the order of the page; empty for a refresh.</param>
/// <param name="Typed">What was typed, by input name, to be shown again as it was.</param>
/// <param name="Revealed">Keys of fields that are to be seen only now, by answers of this same page.</param>
/// <param name="IsRefresh">The person pressed "Cập nhật": the page is shown again and nothing is complained of.</param>
public sealed record PageReading(
    FormAnswers Answers, IReadOnlyList<FormError> Errors, IReadOnlyDictionary<string, string> Typed, IReadOnlyList<string> Revealed, bool IsRefresh)
{
    /// <summary>Whether this page comes again before the next one.</summary>
    public bool MustShowAgain => IsRefresh || Errors.Count > 0 || Revealed.Count > 0;
}
