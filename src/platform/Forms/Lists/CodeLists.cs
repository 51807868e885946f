using VanLang.Forms.Contracts;
using VanLang.Kernel.Definitions;

namespace VanLang.Forms.Lists;

/// <summary>Code lists as definitions of their own: forms keep a copy of those they name (<see cref="ListsInForms"/>).</summary>
internal static class CodeLists
{
    /// <summary>Under which kind they stand in the definition store.</summary>
    public const string Kind = FormLibrary.ListKind;

    /// <summary>Their folder below <c>province/</c>.</summary>
    public const string Folder = "catalogs";

    /// <summary>How their files end.</summary>
    public const string Ending = ".json";

    public static DefinitionKind Lists { get; } = new(
        Kind, "catalogs", "Danh mục mã / code lists", Folder, Ending,
        (_, _, _) => Task.FromResult<Func<DefinitionFile, DefinitionReading>>(Read))
    {
        Sheet = CodeListSheet.Sheet,
        Source = CodeListFile.Lay,
        Title = content => JsonTitle.Of(content, "nameVi"),
        Advise = ListsInForms.Advise,
    };

    private static DefinitionReading Read(DefinitionFile file)
    {
        var read = CodeListFile.Read(file.Content, file.Name);
        return new(read.Value?.Id ?? file.Key, file.Content, file.FirstDay, null, read.Problems);
    }
}
