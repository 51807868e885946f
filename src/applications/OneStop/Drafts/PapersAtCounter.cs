using System.Text.Json;
using VanLang.Forms.Contracts;

namespace VanLang.OneStop.Drafts;

/// <summary>At the counter a paper that the clerk has seen stands in for its file.</summary>
static class PapersAtCounter
{
    /// <summary>What is still to be put right, without the files whose papers were seen.</summary>
    public static IReadOnlyList<FormError> StillMissing(Draft draft, FormSchema form, IReadOnlyList<FormError> errors)
    {
        if (!draft.AtCounter)
            return errors;
        string[] seen = JsonSerializer.Deserialize<string[]>(draft.PapersSeen) ?? [];
        return [.. errors.Where(error => form.Field(error.Field) is not { Type: FieldType.File, Component: { } component } || !seen.Contains(component))];
    }
}
