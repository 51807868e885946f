namespace VanLang.Forms.Contracts;

/// <summary>A part of a page: a field, a text or a group of parts.</summary>
public abstract class SchemaPart
{
    private protected SchemaPart()
    {
    }

    /// <summary>Conditions of the part and of all that it lies in; visible when all hold.</summary>
    internal IReadOnlyList<Loading.Condition> Conditions { get; init; } = [];
}

/// <summary>A text to read between fields.</summary>
public sealed class SchemaText : SchemaPart
{
    internal SchemaText()
    {
    }

    /// <summary>Plain text; an empty line parts paragraphs, a leading <c>- </c> makes a list entry.</summary>
    public required LocalText Text { get; init; }
}

/// <summary>Parts that belong together on one page.</summary>
public sealed class SchemaGroup : SchemaPart
{
    internal SchemaGroup()
    {
    }

    /// <summary>Heading, or null for none.</summary>
    public required LocalText? Label { get; init; }

    /// <summary>What is in it, in order.</summary>
    public required IReadOnlyList<SchemaPart> Parts { get; init; }
}
