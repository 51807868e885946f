namespace VanLang.Processes.Contracts;

/// <summary>What an operator did with a process as it stood, without choosing where it goes.</summary>
public enum OperatorAct
{
    /// <summary>It stands until it is let go on.</summary>
    Suspended,

    /// <summary>It goes on.</summary>
    Resumed,

    /// <summary>What stood at an incident is to try again.</summary>
    Retried,

    /// <summary>It went to another version.</summary>
    Migrated,
}
