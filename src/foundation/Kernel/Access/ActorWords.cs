namespace VanLang.Kernel.Access;

/// <summary>Actors as officials say them. What is kept beside an act is written here and taken apart here again, for who reads in another language.</summary>
public static class ActorWords
{
    const string OnBehalfOf = ", thừa ủy quyền ";

    /// <summary>Name and position, and in whose place where that is so; the name alone where there is no position.</summary>
    public static string Said(this Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor switch
        {
            { PositionTitle: { } title, OnBehalfOfTitle: { } giver } => $"{actor.Name} ({title}{OnBehalfOf}{giver})",
            { PositionTitle: { } title } => $"{actor.Name} ({title})",
            _ => actor.Name,
        };
    }

    /// <summary>The parts of what <see cref="Said"/> gave.</summary>
    public static SaidActor Read(string said)
    {
        ArgumentNullException.ThrowIfNull(said);
        // A title may have brackets of its own, a name has none.
        int open = said.IndexOf(" (", StringComparison.Ordinal);
        if (open < 0 || said[^1] != ')')
            return new(said, null, null);
        string inside = said[(open + 2)..^1];
        return inside.Split(OnBehalfOf, 2) is [var title, var giver] ? new(said[..open], title, giver) : new(said[..open], inside, null);
    }
}

/// <summary>An actor as kept beside an act.</summary>
/// <param name="Title">Title of the own position; null for who had none.</param>
/// <param name="GiverTitle">Title of the position in whose place it was done; null for the own power.</param>
public sealed record SaidActor(string Name, string? Title, string? GiverTitle);
