namespace VanLang.Simulators.NationalPortal.Filing;

/// <summary>What a citizen does with a dossier.</summary>
/// <param name="Kind"><c>bo-sung</c> (supplement) or <c>rut-ho-so</c> (withdrawal).</param>
/// <param name="AgencyCode">To whom it is addressed, where the portal does not know the dossier.</param>
sealed record PortalActing(
    string Code, string Kind, string PersonNumber, string? Text, string? AgencyCode, IReadOnlyList<(string Component, string Name, string ContentType, byte[] Content)> Files);
