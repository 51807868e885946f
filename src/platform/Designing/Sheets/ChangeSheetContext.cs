using System.Text.Json.Nodes;
using VanLang.Designing.Changes;
using VanLang.Designing.Library;
using VanLang.Kernel.Definitions;

namespace VanLang.Designing.Sheets;

/// <summary>What a sheet may look at: its change first, then what is published.</summary>
sealed record ChangeSheetContext(string Key, JsonObject Tree, string? Tried, WholeChange Change, DesignLibrary Library, DateOnly Day, CancellationToken Cancel) : SheetContext(Key, Tree, Tried)
{
    public override DateOnly FirstDay => Day;

    public override async Task<IReadOnlyList<SheetChoice>> Definitions(string kind)
    {
        if (Library.Kinds.Find(kind) is not { } known)
            return [];
        HashSet<string> coming = [.. Change.Files.Where(file => file.Kind == kind && !file.IsTest).Select(file => file.Key)];
        return
        [
            .. coming.Order(StringComparer.Ordinal).Select(key => new SheetChoice(key, Change.Change.Title)),
            .. (await Library.List(known, Cancel)).Where(row => !coming.Contains(row.Key)).Select(row => new SheetChoice(row.Key, row.Title ?? row.Key)),
        ];
    }

    public override async Task<string?> Source(string kind, string? key) => key is null || Library.Kinds.Find(kind) is not { } known
        ? null
        : Change.Files.FirstOrDefault(file => file.Kind == kind && file.Key == key && !file.IsTest)?.Content ?? (await Library.Source(known, key, version: null, isTest: false, Cancel))?.Text;
}
