using System.Text.Json.Nodes;
using VanLang.Kernel.Definitions;

namespace VanLang.Forms.Lists;

/// <summary>How officials edit a code list: what it is, and its entries as a table.</summary>
internal static class CodeListSheet
{
    private static readonly SheetField[] Fields =
    [
        new SheetField("nameVi", SheetType.Text).Needed, new("nameEn", SheetType.Text), new("legalBasis", SheetType.Text), new("source", SheetType.Text),
        new("validFrom", SheetType.Day), new("validTo", SheetType.Day), new("verified", SheetType.YesNo) { IsNeeded = true }, new("label", SheetType.Text),
        new("items", SheetType.Grid)
        {
            IsNeeded = true,
            IsLongTable = true,
            Titles = ["vi", "code"],
            New = _ => new JsonObject { ["code"] = "", ["vi"] = "", ["en"] = "" },
            Fields = [new SheetField("code", SheetType.Text).Needed, new SheetField("vi", SheetType.Text).Needed, new SheetField("en", SheetType.Text).Needed, new("validFrom", SheetType.Day), new("validTo", SheetType.Day)],
        },
    ];

    public static DefinitionSheet Sheet { get; } = new(typeof(FormSheetTexts), "catalog", _ => Task.FromResult<IReadOnlyList<SheetField>>(Fields)) { Write = (_, tree) => CodeListFile.Lay(tree) };
}
