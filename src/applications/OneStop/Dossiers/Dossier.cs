using VanLang.Kernel.Record;

namespace VanLang.OneStop.Dossiers;

/// <summary>
/// A case of a citizen or a firm under one procedure, from submission to the returned result. It keeps the versions of procedure, form and
/// process that were in force when it was submitted; a later catalogue never moves a running dossier.
/// </summary>
sealed class Dossier
{
    public const string SubjectKind = "dossier";

    public required Guid Id { get; init; }

    /// <summary>Mã hồ sơ; never changes, also when the dossier moves between agencies.</summary>
    public required string Code { get; init; }

    public required string ProcedureCode { get; init; }

    public required string ProcedureName { get; init; }

    public required string ProcedureVersion { get; init; }

    public required string FormKey { get; init; }

    public required string FormVersion { get; init; }

    public required Guid ProcessInstanceId { get; set; }

    public DossierStatus Status { get; set; }

    public required Channel Channel { get; init; }

    /// <summary>Account of the one who sent it; of a dossier brought on paper the official's.</summary>
    public required Guid SubmitterAccountId { get; init; }

    /// <summary>The citizen's account that owns it; null for a dossier brought on paper by somebody without one.</summary>
    public required Guid? OwnerAccountId { get; init; }

    /// <summary>Chủ hồ sơ.</summary>
    public required string OwnerName { get; init; }

    public required string? OwnerPersonNumber { get; init; }

    public required string? OwnerAddress { get; init; }

    public required string? ContactPhone { get; init; }

    public required string? ContactEmail { get; init; }

    /// <summary>Answers of the e-form as submitted, canonical JSON.</summary>
    public required string Answers { get; init; }

    /// <summary>SHA-256 of <see cref="Answers"/>, hexadecimal.</summary>
    public required string AnswersHash { get; init; }

    /// <summary>Place of help (nơi hỗ trợ), where somebody helped to file it.</summary>
    public Guid? HelpAgencyId { get; init; }

    /// <summary>Place of receipt (nơi tiếp nhận).</summary>
    public required Guid ReceivingAgencyId { get; set; }

    /// <summary>Agency that decides (cơ quan có thẩm quyền giải quyết).</summary>
    public required Guid CompetentAgencyId { get; set; }

    /// <summary>Place of return (nơi trả kết quả).</summary>
    public required Guid ReturnAgencyId { get; set; }

    /// <summary>How the citizen wants the result.</summary>
    public ReturnMethod ReturnMethod { get; init; } = ReturnMethod.Counter;

    /// <summary>Where the result is sent by post; null for any other way.</summary>
    public string? ReturnAddress { get; init; }

    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>When the complete dossier was taken in: the clock starts.</summary>
    public DateTimeOffset? AcceptedAt { get; set; }

    /// <summary>Hạn giải quyết; null before acceptance and while the clock is paused.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>The due time before the agency apologised and named a new one (form 04); null while it did not.</summary>
    public DateTimeOffset? FirstDueAt { get; set; }

    /// <summary>The new due time that was promised.</summary>
    public DateTimeOffset? ExtendedTo { get; set; }

    /// <summary>Status to go back to, while the citizen asks to withdraw.</summary>
    public DossierStatus? StatusBeforeWithdrawal { get; set; }

    /// <summary>Whether the citizen took it back, and the place of receipt has settled that.</summary>
    public bool IsWithdrawn => this is { Status: DossierStatus.Stopped, StatusBeforeWithdrawal: not null };

    /// <summary>Whether it came to an end that gives nothing: neither a result nor anything to be paid.</summary>
    public bool EndedWithoutResult => Status is DossierStatus.NotAccepted or DossierStatus.Stopped;

    /// <summary>The clock with its pauses, as the calendar serialises it.</summary>
    public string? Clock { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    public DateTimeOffset? ReturnedAt { get; set; }

    /// <summary>Whole đồng.</summary>
    public required decimal Fee { get; init; }

    /// <summary>Which version of which decision priced it, and the rules that matched; JSON.</summary>
    public required string FeeExplanation { get; init; }

    /// <summary>When the fee was paid; null while it is not, or where there is none.</summary>
    public DateTimeOffset? FeePaidAt { get; set; }

    /// <summary>Agency that holds it now.</summary>
    public required Guid HolderAgencyId { get; set; }

    /// <summary>Role that is to act next; <c>submitter</c> while the citizen is asked.</summary>
    public required string HolderRole { get; set; }

    /// <summary>Second factor of the public look-up, printed on the receipt.</summary>
    public required string LookupCode { get; init; }

    /// <summary>As it is read and printed, in fours: <c>P65M 37PV</c>. Typed it is taken with and without the space.</summary>
    public string LookupCodeSaid => string.Join(' ', LookupCode.Chunk(4).Select(part => new string(part)));

    /// <summary>How many lists of supplements were asked for.</summary>
    public int SupplementRounds { get; set; }

    /// <summary>Số, ký hiệu of the result.</summary>
    public string? ResultNumber { get; set; }

    public DateOnly? ResultDate { get; set; }

    /// <summary>SHA-256 of the issued result file, hexadecimal.</summary>
    public string? ResultFileHash { get; set; }

    /// <summary>Number given by a ministry's own register, where the result is made there.</summary>
    public string? OutsideNumber { get; set; }

    /// <summary>Số phôi of the security form, where the result is made in a ministry's register.</summary>
    public string? SecurityFormSerial { get; set; }

    /// <summary>Folded text by which officials find it: code, owner, procedure.</summary>
    public required string SearchText { get; init; }

    /// <summary>Optimistic version, shown in forms and checked on every change.</summary>
    public int Revision { get; set; }

    public Subject Subject => new(SubjectKind, Id);

    /// <summary>What counts in law about it, as <c>verify</c> rebuilds it from the record.</summary>
    public Facts Facts() => new()
    {
        { "code", Code },
        { "status", (long)Status },
        { "procedure_code", ProcedureCode },
        { "procedure_version", ProcedureVersion },
        { "owner_name", OwnerName },
        { "owner_person_number", OwnerPersonNumber },
        { "answers_hash", AnswersHash },
        { "holder_agency_id", HolderAgencyId },
        { "holder_role", HolderRole },
        { "submitted_at", SubmittedAt },
        { "accepted_at", AcceptedAt },
        { "due_at", DueAt },
        { "first_due_at", FirstDueAt },
        { "extended_to", ExtendedTo },
        { "status_before_withdrawal", (long?)StatusBeforeWithdrawal },
        { "finished_at", FinishedAt },
        { "returned_at", ReturnedAt },
        { "fee", Fee },
        { "fee_paid_at", FeePaidAt },
        { "return_method", (long)ReturnMethod },
        { "return_address", ReturnAddress },
        { "supplement_rounds", SupplementRounds },
        { "result_number", ResultNumber },
        { "result_date", ResultDate?.ToString("O", System.Globalization.CultureInfo.InvariantCulture) },
        { "result_file_hash", ResultFileHash },
        { "outside_number", OutsideNumber },
        { "security_form_serial", SecurityFormSerial },
    };
}
