using VanLang.Kernel.Access;

namespace VanLang.OneStop.Dossiers;

/// <summary>Actors as officials say them.</summary>
static class ActorWords
{
    /// <summary>Name and position, and in whose place where that is so; the name alone where there is no position.</summary>
    public static string Said(this Actor actor) => actor switch
    {
        { PositionTitle: { } title, OnBehalfOfTitle: { } giver } => $"{actor.Name} ({title}, thừa ủy quyền {giver})",
        { PositionTitle: { } title } => $"{actor.Name} ({title})",
        _ => actor.Name,
    };
}
