namespace VanLang.OneStop.Dossiers;

/// <summary>
/// Status of a dossier with the code under which it is synchronised with the national portal. Overdue is no status but a property of the clock.
/// </summary>
enum DossierStatus
{
    Submitted = 1,
    Accepted = 2,
    NotAccepted = 3,
    Processing = 4,
    SupplementRequested = 5,
    PaymentRequired = 6,
    WithdrawalRequested = 7,
    Stopped = 8,
    Processed = 9,
    ResultReturned = 10,
}

/// <summary>How a dossier came in; codes of the national portal (KenhThucHien).</summary>
enum Channel
{
    Direct = 1,
    Online = 2,
    PublicPostal = 3,
}
