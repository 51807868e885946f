namespace VanLang.Processes.Contracts;

/// <summary>What became of an instance in a migration.</summary>
public enum MigrationState
{
    /// <summary>It has its turn still to come.</summary>
    Waiting,

    /// <summary>It is on the other version.</summary>
    Moved,

    /// <summary>It cannot go and stayed where it was.</summary>
    Refused,

    /// <summary>It had ended or gone elsewhere when its turn came.</summary>
    Gone,
}
