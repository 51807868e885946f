namespace VanLang.Processes.Engine;

/// <summary>Why an instance cannot go to another version; each is the key of its text in the room's resources.</summary>
internal static class MigrationCodes
{
    public const string Unknown = "migration.unknown";
    public const string UnknownSource = "migration.unknown-source";
    public const string Twice = "migration.twice";
    public const string NoImage = "migration.no-image";
    public const string Kind = "migration.kind";
    public const string Event = "migration.event";
    public const string Loop = "migration.loop";
    public const string Scope = "migration.scope";
    public const string Flow = "migration.flow";
    public const string Undoing = "migration.undoing";
    public const string Settle = "migration.settle";
    public const string Failed = "migration.failed";

    // What is wrong with the file of a mapping itself.
    public const string NotAnObject = "mapping.not-an-object";
    public const string UnknownKey = "mapping.unknown-key";
    public const string NotPairs = "mapping.not-pairs";
    public const string NoTimers = "mapping.timers";
}
