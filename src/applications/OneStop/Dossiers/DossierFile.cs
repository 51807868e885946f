namespace VanLang.OneStop.Dossiers;

/// <summary>A dossier with what belongs to it.</summary>
sealed record DossierFile(
    Dossier Dossier,
    IReadOnlyList<SubmittedDocument> Documents,
    IReadOnlyList<SupplementRequest> Supplements,
    IReadOnlyList<Papers.IssuedPaper> Papers,
    Results.DossierResult? Result);
