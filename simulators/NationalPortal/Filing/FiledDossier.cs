using System.Text.Json.Nodes;

namespace VanLang.Simulators.NationalPortal.Filing;

/// <summary>A dossier that a citizen has filed at the portal.</summary>
sealed class FiledDossier
{
    /// <summary>Mã hồ sơ, drawn by the portal.</summary>
    public required string Code { get; init; }

    public required string ProcedureCode { get; init; }

    public required string ProcedureName { get; init; }

    public required string AgencyCode { get; init; }

    public required string AgencyName { get; init; }

    /// <summary>Technical id of the citizen's account, the same for all dossiers.</summary>
    public required Guid TechnicalId { get; init; }

    public required string OwnerName { get; init; }

    public required string PersonNumber { get; init; }

    public required DateTimeOffset FiledAt { get; init; }

    /// <summary>What the province was told last, in the order of the province's sequence numbers.</summary>
    public List<StatusUpdate> Updates { get; init; } = [];

    public List<ProgressRow> Progress { get; init; } = [];
}

/// <summary>A status that the province has sent. Of one message id only the first counts.</summary>
/// <param name="Body">The whole message.</param>
sealed record StatusUpdate(string MessageId, DateTimeOffset ReceivedAt, int Status, JsonObject Body);

/// <summary>A progress row that the province has sent.</summary>
sealed record ProgressRow(string MessageId, DateTimeOffset ReceivedAt, string Actor, string Content, string At);

/// <summary>What is handed to the province under a message id; its text never changes.</summary>
/// <param name="Body">JSON as sent, byte for byte.</param>
/// <param name="Hash">SHA-256 of the body, hexadecimal.</param>
sealed record PortalMessage(string Id, string DossierCode, string ProcedureCode, string AgencyCode, DateTimeOffset FiledAt, string Body, string Hash)
{
    /// <summary>What is done with a dossier that was filed before, <c>bo-sung</c> or <c>rut-ho-so</c>; null for a dossier.</summary>
    public string? Kind { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; set; }
}

/// <summary>A file of a dossier.</summary>
sealed record PortalFile(Guid Id, string Component, string Name, string ContentType, long Length, string Hash);

/// <summary>What somebody files.</summary>
sealed record Filing(
    string ProcedureCode, string AgencyCode, Citizen Citizen, JsonObject Answers, IReadOnlyList<(string Component, string Name, string ContentType, byte[] Content)> Files,
    string? Phone, string? Email, string? ReturnBy, string? ReturnAddress)
{
    /// <summary>Version of the form where it is not the current one.</summary>
    public string? FormVersion { get; init; }
}
