using VanLang.Kernel;

namespace VanLang.Directory.Contracts;

/// <summary>
/// Ids of what the province's data files name by key. They are made from the key (UUID version 8, RFC 9562 5.8, first 128 bits of SHA-256), so
/// that another import, and another installation, give the same thing the same id.
/// </summary>
public static class DirectoryIds
{
    /// <summary>Id of the agency with this key in <c>agencies.json</c>.</summary>
    public static Guid Agency(string key) => Of("agency", key);

    /// <summary>Id of a unit, by the key of its agency and its own key within it.</summary>
    public static Guid Unit(string agencyKey, string unitKey) => Of("unit", $"{agencyKey}/{unitKey}");

    /// <summary>Id of the official with this key in <c>people.json</c>.</summary>
    public static Guid Person(string key) => Of("person", key);

    internal static Guid Position(string key) => Of("position", key);

    static Guid Of(string kind, string key) => DeterministicId.Of($"vanlang/directory/{kind}/{key}");
}
