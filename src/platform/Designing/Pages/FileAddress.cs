using VanLang.Designing.Library;

namespace VanLang.Designing.Pages;

/// <summary>Where a file of a change is written: what is drawn on its board, what is filled in on its sheet, all else as text.</summary>
static class FileAddress
{
    public static string Of(DesignLibrary library, Guid file, string kind, bool isTest) =>
        $"can-bo/thiet-ke/tep/{file}{(library.Kinds.Find(kind) is { } known && (isTest ? known.TestSheet : known.Sheet) is not null && (isTest || !FilePage.Boards.Contains(kind)) ? "/o" : "")}";
}
