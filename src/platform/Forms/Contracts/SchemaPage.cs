namespace VanLang.Forms.Contracts;

/// <summary>A page of a form: one top-level group.</summary>
public sealed class SchemaPage
{
    internal SchemaPage()
    {
    }

    /// <summary>Key of the page, the id of its group; part of its address.</summary>
    public required string Key { get; init; }

    /// <summary>Heading.</summary>
    public required LocalText Title { get; init; }

    /// <summary>Heading where officials read the page: it does not address who fills it in. The same as <see cref="Title"/> where none is given.</summary>
    public required LocalText OfficialTitle { get; init; }

    /// <summary>Help under the heading, or null.</summary>
    public LocalText? Hint { get; init; }

    /// <summary>What stands on it, in order.</summary>
    public required IReadOnlyList<SchemaPart> Parts { get; init; }

    /// <summary>All its fields, those in groups too, in order.</summary>
    public required IReadOnlyList<SchemaField> Fields { get; init; }

    internal IReadOnlyList<Loading.Condition> Conditions { get; init; } = [];

    /// <summary>Whether what is seen on the page depends on answers of the same page, so that it needs the button "Cập nhật".</summary>
    public required bool DependsOnItself { get; init; }
}
