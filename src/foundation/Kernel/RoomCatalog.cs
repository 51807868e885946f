using System.Reflection;

namespace VanLang.Kernel;

/// <summary>The rooms of which this program is composed, in the order in which they were named.</summary>
public sealed class RoomCatalog(IReadOnlyList<Room> rooms)
{
    public IReadOnlyList<Room> Rooms { get; } = rooms;

    /// <summary>Assemblies in which mappings, pages and texts are found; the Kernel's own is the first.</summary>
    public IReadOnlyList<Assembly> Assemblies { get; } =
        [.. rooms.Select(room => room.Assembly).Prepend(typeof(RoomCatalog).Assembly).Distinct()];

    /// <summary>Which rooms these are, in one text: two catalogs with the same rooms have the same.</summary>
    internal string Names { get; } = string.Join(' ', rooms.Select(room => room.Assembly.GetName().Name).Distinct());
}
