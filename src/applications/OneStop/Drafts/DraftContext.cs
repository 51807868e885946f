using VanLang.Forms.Contracts;

namespace VanLang.OneStop.Drafts;

/// <summary>What a form may know of a draft: the time, what was looked up, the files kept so far.</summary>
static class DraftContext
{
    public static FormContext Of(DateTimeOffset now, Draft draft, IReadOnlyList<DraftFile> files) => new(
        now,
        // No register is connected yet: whether a person number was confirmed is not known, which FEEL sees as null.
        new Dictionary<string, object?> { ["tra_cuu_dan_cu"] = null },
        [.. files.Select(file => new UploadedFile(file.Id.ToString(), file.Slot, file.Name, file.Length, $"ho-so/nhap/{draft.Id}/tep/{file.Id}"))]);
}
