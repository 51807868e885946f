using System.Globalization;
using VanLang.Designing.Changes;
using VanLang.Designing.Checking;

namespace VanLang.Designing.Pages;

/// <summary>Something that keeps a change from coming into force, in the reader's language.</summary>
/// <param name="FileId">In which file of the change.</param>
/// <param name="Key">Key of that file.</param>
/// <param name="Line">Line in it, from 1; null for none.</param>
/// <param name="Place">Row and field, as a reader of the file finds them; null for the whole file.</param>
/// <param name="Code">Stable code.</param>
public sealed record FindingView(Guid FileId, string Key, int? Line, string? Place, string Reason, string Code)
{
    internal static FindingView Of(Finding finding, IReadOnlyList<DesignFile> files) => new(
        finding.FileId,
        files.FirstOrDefault(file => file.Id == finding.FileId)?.Key ?? "",
        finding.Problem.Line,
        (finding.Problem.Row, finding.Problem.Field) switch
        {
            ("$", null) => null,
            ("$", { } field) => field,
            ({ } row, null) => row,
            var (row, field) => $"{row} › {field}",
        },
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? finding.Problem.ReasonEn : finding.Problem.ReasonVi,
        finding.Problem.Code);
}
