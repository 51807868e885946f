using VanLang.Kernel.Access;

namespace VanLang.OneStop.Dossiers;

/// <summary>Actors as officials say them.</summary>
static class ActorWords
{
    /// <summary>Name and position; the name alone where there is no position.</summary>
    public static string Said(this Actor actor) => actor.PositionTitle is { } title ? $"{actor.Name} ({title})" : actor.Name;
}
