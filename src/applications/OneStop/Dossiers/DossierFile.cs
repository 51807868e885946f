namespace VanLang.OneStop.Dossiers;

/// <summary>A dossier with what belongs to it.</summary>
sealed record DossierFile(
    Dossier Dossier,
    IReadOnlyList<SubmittedDocument> Documents,
    IReadOnlyList<SupplementRequest> Supplements,
    IReadOnlyList<Papers.IssuedPaper> Papers,
    Results.DossierResult? Result,
    IReadOnlyList<Opinions.OpinionRequest> Opinions,
    Inspections.SiteInspection? Inspection,
    IReadOnlyList<Inspections.InspectionPhoto> Photos,
    IReadOnlyList<Fees.FeeReceipt> FeeReceipts)
{
    /// <summary>The receipt that holds; null while nothing was paid.</summary>
    public Fees.FeeReceipt? FeeReceipt => FeeReceipts.FirstOrDefault(receipt => receipt.CancelledAt is null);
}
