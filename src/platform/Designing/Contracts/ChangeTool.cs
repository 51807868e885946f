namespace VanLang.Designing.Contracts;

/// <summary>What another room does with a change: the page of the change leads there.</summary>
/// <param name="Address">Address of its page for the id of a change, relative to the site.</param>
/// <param name="Permission">Who sees the link.</param>
/// <param name="Texts">Texts of the room.</param>
/// <param name="TextKey">Key of what the link says; the same with <c>Hint</c> behind it is a sentence that says what it is for.</param>
public sealed record ChangeTool(Func<Guid, string> Address, string Permission, Type Texts, string TextKey)
{
    /// <summary>It writes in the change: offered only while that is open, before it has files, too.</summary>
    public bool IsForWriting { get; init; }
}
