using System.Data.Common;
using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Storage;
using VanLang.Kernel.Record;

namespace VanLang.Kernel.Data;

/// <summary>A column as two databases store it, and the value between.</summary>
/// <param name="source">How the database that is read stores it; null for a JSON document.</param>
/// <param name="target">How the other one stores it; null for a JSON document.</param>
sealed class ColumnPair(string name, RelationalTypeMapping? source, RelationalTypeMapping? target, string targetType)
{
    static readonly MethodInfo Typed = typeof(ColumnPair).GetMethod(nameof(Get), BindingFlags.NonPublic | BindingFlags.Static)!;

    readonly Func<DbDataReader, int, object> get = Typed.MakeGenericMethod(StoredType(source)).CreateDelegate<Func<DbDataReader, int, object>>();

    public string Name => name;

    /// <summary>The target's type without length and precision, as the copy protocol names it.</summary>
    public string TargetType { get; } = targetType.Split('(') is [var head, var tail] ? head + tail[(tail.IndexOf(')', StringComparison.Ordinal) + 1)..] : targetType;

    /// <summary>The value as the program knows it.</summary>
    public object? Read(DbDataReader reader, int ordinal)
    {
        if (reader.IsDBNull(ordinal))
            return null;
        object stored = get(reader, ordinal);
        // The same document, however its database spaces and orders it.
        if (source is null)
            return CanonicalJson.Of(JsonSerializer.Deserialize<JsonElement>((string)stored));
        return source.Converter is { } converter ? converter.ConvertFromProvider(stored) : stored;
    }

    /// <summary>The value as the target stores it.</summary>
    public object? ToProvider(object? value) => value is not null && target?.Converter is { } converter ? converter.ConvertToProvider(value) : value;

    static Type StoredType(RelationalTypeMapping? mapping)
    {
        if (mapping is null)
            return typeof(string);
        Type type = mapping.Converter?.ProviderClrType ?? mapping.ClrType;
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsEnum ? Enum.GetUnderlyingType(type) : type;
    }

    static object Get<T>(DbDataReader reader, int ordinal)
        where T : notnull => reader.GetFieldValue<T>(ordinal);
}
