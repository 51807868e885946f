using VanLang.Kernel.Errors;
using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Desk;

/// <summary>
/// What a form of the case page was sent without. The operations say the first thing that is missing; who fills in the form is told all of them at once.
/// </summary>
static class StepOmissions
{
    /// <summary>Everything that is missing, in the order of the form; empty for a form of which one thing alone can be missing.</summary>
    public static IReadOnlyList<ErrorCode> Of(StepPost post) => post.Form switch
    {
        DeskForms.Refuse =>
        [
            .. Unless(Has(post, StepPost.Reason), OneStopErrors.ReasonMissing),
            .. Unless(Has(post, StepPost.LegalBasis), OneStopErrors.LegalBasisMissing),
            .. Unless(Has(post, StepPost.Sure), DeskErrors.NotSure),
        ],
        DeskForms.Supplement =>
        [
            .. Unless(Has(post, StepPost.Items), OneStopErrors.SupplementEmpty),
            .. Unless(Has(post, StepPost.Reason), OneStopErrors.ReasonMissing),
        ],
        DeskForms.Extend =>
        [
            .. Unless(post.DayOf(StepPost.NewDay) is not null, OneStopErrors.NewDueWrong),
            .. Unless(Has(post, StepPost.Reason), OneStopErrors.ReasonMissing),
        ],
        _ => [],
    };

    static bool Has(StepPost post, string name) => !string.IsNullOrWhiteSpace(post.Text(name));

    static ErrorCode[] Unless(bool isThere, ErrorCode code) => isThere ? [] : [code];
}
