namespace VanLang.OneStop.Tracking;

/// <summary>Ways to the citizen's page of a dossier that tell there what was just done.</summary>
static class DossierLinks
{
    public const string WithdrawalAsked = "rut";
    public const string WithdrawalTakenBack = "khong-rut";

    /// <summary>A page of the draft was opened that had become the dossier before.</summary>
    public const string AlreadySent = "da-nop";

    public static string Done(string code, string what) => $"ho-so/{code}?xong={what}";
}
