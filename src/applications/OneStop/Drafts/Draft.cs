using VanLang.OneStop.Dossiers;

namespace VanLang.OneStop.Drafts;

/// <summary>What somebody has filled in and not yet submitted. Every page saves it; nothing typed is lost.</summary>
sealed class Draft
{
    public required Guid Id { get; init; }

    /// <summary>Account that fills it in: a citizen, or the clerk who enters a dossier brought on paper.</summary>
    public required Guid AccountId { get; set; }

    /// <summary>True where a clerk enters a dossier brought on paper.</summary>
    public required bool AtCounter { get; init; }

    public required string ProcedureCode { get; init; }

    public required string ProcedureVersion { get; init; }

    public required string FormKey { get; init; }

    public required string FormVersion { get; init; }

    public required Guid ReceivingAgencyId { get; set; }

    /// <summary>Agency whose people help to file it online; null where nobody does.</summary>
    public Guid? HelpAgencyId { get; set; }

    /// <summary>Where the result is to be fetched; null: where the dossier is taken in.</summary>
    public Guid? ReturnAgencyId { get; set; }

    /// <summary>Answers so far, JSON of the Forms room.</summary>
    public required string Answers { get; set; }

    public string? ContactPhone { get; set; }

    public string? ContactEmail { get; set; }

    /// <summary>How the result is wanted; null while not asked.</summary>
    public ReturnMethod? ReturnMethod { get; set; }

    /// <summary>Where it is to be sent by post.</summary>
    public string? ReturnAddress { get; set; }

    /// <summary>Components that the clerk has seen on paper, JSON list of ids.</summary>
    public string PapersSeen { get; set; } = "[]";

    /// <summary>The case of the time limit that the clerk has named; null for the general one.</summary>
    public string? LimitCase { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>The dossier it became; a second submission finds this one.</summary>
    public Guid? DossierId { get; set; }

    public int Revision { get; set; }
}

/// <summary>A file uploaded to a draft.</summary>
sealed class DraftFile
{
    public required Guid Id { get; init; }

    public required Guid DraftId { get; init; }

    /// <summary>Key of the form's file slot.</summary>
    public required string Slot { get; init; }

    public required string ComponentId { get; init; }

    public required string Name { get; init; }

    public required Guid FileId { get; init; }

    public required string ContentHash { get; init; }

    public required long Length { get; init; }

    public required DateTimeOffset AddedAt { get; init; }
}
