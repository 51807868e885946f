namespace VanLang.OneStop;

/// <summary>What this room checks; roles grant these names in <c>province/roles.json</c>.</summary>
static class OneStopPermissions
{
    /// <summary>Take in dossiers: check papers, accept, ask for supplements, refuse, enter a dossier brought on paper.</summary>
    public const string Receive = "dossier.receive";

    /// <summary>Verify a dossier and prepare its result.</summary>
    public const string Process = "dossier.process";

    /// <summary>Sign a result for the agency, or return it.</summary>
    public const string Sign = "dossier.sign";

    /// <summary>Confirm, as a second person, that the number in a certificate is that of the official who registered it.</summary>
    public const string ConfirmNumber = "signing.confirm-number";

    /// <summary>Draw number and date, add the agency's seal.</summary>
    public const string Issue = "dossier.issue";

    /// <summary>Hand the result over.</summary>
    public const string Return = "dossier.return";

    /// <summary>Assign work within the unit.</summary>
    public const string Assign = "dossier.assign";

    /// <summary>Decide on what the national portal sent to the own agency.</summary>
    public const string Exchange = "portal.exchange";

    /// <summary>Look after the link to the national portal: messages of every agency, also those that name none.</summary>
    public const string Operate = "portal.operate";

    /// <summary>Compare a change of the law that is not published with the open dossiers of the own agency.</summary>
    public const string Impact = "law.impact";

    /// <summary>The same over all agencies.</summary>
    public const string ImpactOfProvince = "law.impact-province";

    /// <summary>Move what is open at agencies that have ended to their successors, over the whole province.</summary>
    public const string Succession = "dossier.succession";

    /// <summary>See load and delay of the own agency and those below it.</summary>
    public const string Load = "work.load";

    /// <summary>The same of all agencies.</summary>
    public const string LoadOfProvince = "work.load-province";

    /// <summary>See inbox, lists and cases of the own unit.</summary>
    public const string Search = "dossier.search";
}
