using VanLang.Kernel;
using VanLang.Kernel.Definitions;

namespace VanLang.Designing.Library;

/// <summary>Every kind that rooms of the house lay down in files.</summary>
sealed class DefinitionKinds(RoomCatalog rooms)
{
    // What tests lie beside is published under a kind of their own.
    const string OfTests = "-tests";

    public IReadOnlyList<DefinitionKind> All { get; } = [.. rooms.Rooms.SelectMany(room => room.Definitions)];

    public DefinitionKind? Find(string? name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>Kind in the definition store of a file, or of the tests beside it.</summary>
    public static string StoredAs(string kind, bool isTest) => isTest ? kind + OfTests : kind;
}
