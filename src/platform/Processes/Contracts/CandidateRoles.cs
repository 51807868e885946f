using System.Collections.Frozen;

namespace VanLang.Processes.Contracts;

/// <summary>Positions a step can ask for (<c>vl:candidateRole</c>). Who holds one is the Directory's matter.</summary>
public static class CandidateRoles
{
    /// <summary>Clerk of the one-stop shop (công chức Bộ phận một cửa).</summary>
    public const string OneStopClerk = "one-stop-clerk";

    /// <summary>Specialist who handles the dossier (công chức, chuyên viên thụ lý).</summary>
    public const string Officer = "officer";

    /// <summary>Head of the unit that handles the dossier (lãnh đạo phòng).</summary>
    public const string HeadOfUnit = "head-of-unit";

    /// <summary>Authorised person of the competent agency, who signs (lãnh đạo).</summary>
    public const string Leader = "leader";

    /// <summary>Records clerk, who numbers and seals (văn thư).</summary>
    public const string RegistryClerk = "registry-clerk";

    /// <summary>The person who submitted, for steps the state waits for (người nộp hồ sơ).</summary>
    public const string Submitter = "submitter";

    /// <summary>All of them; a process that names another role is refused, for nobody could do the step.</summary>
    public static IReadOnlySet<string> All { get; } =
        new[] { OneStopClerk, Officer, HeadOfUnit, Leader, RegistryClerk, Submitter }.ToFrozenSet(StringComparer.Ordinal);
}
