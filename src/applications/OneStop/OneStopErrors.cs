using VanLang.Kernel.Errors;

namespace VanLang.OneStop;

/// <summary>Expected failures of the one-stop shop; messages stand in the room's texts under the code.</summary>
static class OneStopErrors
{
    public static readonly ErrorCode NotFound = new("ONESTOP-NOT-FOUND", 404, typeof(OneStopRoom));

    /// <summary>The procedure does not exist on this day.</summary>
    public static readonly ErrorCode ProcedureNotFound = new("ONESTOP-PROCEDURE-NOT-FOUND", 404, typeof(OneStopRoom));

    /// <summary>The procedure is shown for information only.</summary>
    public static readonly ErrorCode NotOnline = new("ONESTOP-NOT-ONLINE", 400, typeof(OneStopRoom));

    /// <summary>The law of the day has citizens file on the national portal.</summary>
    public static readonly ErrorCode FiledAtPortal = new("ONESTOP-FILED-AT-PORTAL", 409, typeof(OneStopRoom));

    /// <summary>The form is not complete. Argument: number of places.</summary>
    public static readonly ErrorCode Incomplete = new("ONESTOP-INCOMPLETE", 422, typeof(OneStopRoom));

    /// <summary>The page of a draft was saved with other answers after it had been shown.</summary>
    public static readonly ErrorCode ChangedElsewhere = new("ONESTOP-CHANGED-ELSEWHERE", 409, typeof(OneStopRoom));

    /// <summary>The draft was submitted already. Argument: dossier code.</summary>
    public static readonly ErrorCode AlreadySubmitted = new("ONESTOP-ALREADY-SUBMITTED", 409, typeof(OneStopRoom));

    /// <summary>Neither procedure nor answers tell which agency decides.</summary>
    public static readonly ErrorCode NoCompetentAgency = new("ONESTOP-NO-COMPETENT-AGENCY", 422, typeof(OneStopRoom));

    /// <summary>The law's table gives no time limit for the dossier.</summary>
    public static readonly ErrorCode LimitUnknown = new("ONESTOP-LIMIT-UNKNOWN", 422, typeof(OneStopRoom));

    /// <summary>The case of the time limit that was named is none that the law of the day knows.</summary>
    public static readonly ErrorCode LimitCaseUnknown = new("ONESTOP-LIMIT-CASE-UNKNOWN", 422, typeof(OneStopRoom));

    /// <summary>The agency does not take this procedure in on this day.</summary>
    public static readonly ErrorCode NotTakenInThere = new("ONESTOP-NOT-TAKEN-IN-THERE", 422, typeof(OneStopRoom));

    /// <summary>A file that the store does not take. Argument: its name.</summary>
    public static readonly ErrorCode FileRefused = new("ONESTOP-FILE-REFUSED", 422, typeof(OneStopRoom));

    /// <summary>A letter that asks nothing.</summary>
    public static readonly ErrorCode QuestionMissing = new("ONESTOP-QUESTION-MISSING", 422, typeof(OneStopRoom));

    /// <summary>An answer without words.</summary>
    public static readonly ErrorCode AnswerMissing = new("ONESTOP-ANSWER-MISSING", 422, typeof(OneStopRoom));

    /// <summary>Day and hour of an inspection are missing, or lie in the past.</summary>
    public static readonly ErrorCode InspectionTimeMissing = new("ONESTOP-INSPECTION-TIME", 422, typeof(OneStopRoom));

    /// <summary>The place of an inspection is missing.</summary>
    public static readonly ErrorCode InspectionPlaceMissing = new("ONESTOP-INSPECTION-PLACE", 422, typeof(OneStopRoom));

    /// <summary>When the inspection was held is missing, or lies in the future.</summary>
    public static readonly ErrorCode InspectionHeldMissing = new("ONESTOP-INSPECTION-HELD", 422, typeof(OneStopRoom));

    /// <summary>Minutes that name nobody present.</summary>
    public static readonly ErrorCode InspectionPresentMissing = new("ONESTOP-INSPECTION-PRESENT", 422, typeof(OneStopRoom));

    /// <summary>Minutes without findings.</summary>
    public static readonly ErrorCode InspectionFindingsMissing = new("ONESTOP-INSPECTION-FINDINGS", 422, typeof(OneStopRoom));

    /// <summary>No opinion was asked of this agency, or it was answered already.</summary>
    public static readonly ErrorCode NoOpinionAsked = new("ONESTOP-NO-OPINION-ASKED", 409, typeof(OneStopRoom));

    /// <summary>A list of supplements was asked for already; a second one needs a leader.</summary>
    public static readonly ErrorCode SupplementedOnce = new("ONESTOP-SUPPLEMENTED-ONCE", 409, typeof(OneStopRoom));

    /// <summary>No item was listed.</summary>
    public static readonly ErrorCode SupplementEmpty = new("ONESTOP-SUPPLEMENT-EMPTY", 422, typeof(OneStopRoom));

    /// <summary>A reason is missing.</summary>
    public static readonly ErrorCode ReasonMissing = new("ONESTOP-REASON-MISSING", 422, typeof(OneStopRoom));

    /// <summary>A legal basis is missing.</summary>
    public static readonly ErrorCode LegalBasisMissing = new("ONESTOP-LEGAL-BASIS-MISSING", 422, typeof(OneStopRoom));

    /// <summary>Nothing was added or written in answer to a supplement request.</summary>
    public static readonly ErrorCode SupplementNothing = new("ONESTOP-SUPPLEMENT-NOTHING", 422, typeof(OneStopRoom));

    /// <summary>No PIN was typed.</summary>
    public static readonly ErrorCode PinMissing = new("ONESTOP-PIN-MISSING", 422, typeof(OneStopRoom));

    /// <summary>The signing key was not unlocked. Argument: attempts left.</summary>
    public static readonly ErrorCode WrongPin = new("ONESTOP-WRONG-PIN", 422, typeof(OneStopRoom));

    /// <summary>Too many wrong PINs. Argument: until when.</summary>
    public static readonly ErrorCode PinLocked = new("ONESTOP-PIN-LOCKED", 423, typeof(OneStopRoom));

    /// <summary>The actor has no signing key.</summary>
    public static readonly ErrorCode NoKey = new("ONESTOP-NO-KEY", 409, typeof(OneStopRoom));

    /// <summary>Nobody was chosen to sign, or somebody who may not.</summary>
    public static readonly ErrorCode SignerMissing = new("ONESTOP-SIGNER-MISSING", 422, typeof(OneStopRoom));

    /// <summary>The result was submitted to somebody else for signature. Argument: name.</summary>
    public static readonly ErrorCode OtherSigner = new("ONESTOP-OTHER-SIGNER", 403, typeof(OneStopRoom));

    /// <summary>How the citizen wants the result was not said.</summary>
    public static readonly ErrorCode ReturnMethodMissing = new("ONESTOP-RETURN-METHOD-MISSING", 422, typeof(OneStopRoom));

    /// <summary>The result goes by post and its consignment number is missing.</summary>
    public static readonly ErrorCode PostalNumberMissing = new("ONESTOP-POSTAL-NUMBER-MISSING", 422, typeof(OneStopRoom));

    /// <summary>The result is handed over at the counter and nobody is named who takes it.</summary>
    public static readonly ErrorCode RecipientMissing = new("ONESTOP-RECIPIENT-MISSING", 422, typeof(OneStopRoom));

    /// <summary>The fee was paid already.</summary>
    public static readonly ErrorCode FeePaid = new("ONESTOP-FEE-PAID", 409, typeof(OneStopRoom));

    /// <summary>Nothing is to be paid, or the receipt can no longer be cancelled.</summary>
    public static readonly ErrorCode FeeNotDue = new("ONESTOP-FEE-NOT-DUE", 409, typeof(OneStopRoom));

    /// <summary>There is no receipt to cancel.</summary>
    public static readonly ErrorCode FeeNotPaid = new("ONESTOP-FEE-NOT-PAID", 409, typeof(OneStopRoom));

    /// <summary>The fee is to be paid before the result is handed over. Argument: amount.</summary>
    public static readonly ErrorCode FeeUnpaid = new("ONESTOP-FEE-UNPAID", 409, typeof(OneStopRoom));

    /// <summary>The work item was given to somebody else. Argument: who.</summary>
    public static readonly ErrorCode AssignedToOther = new("ONESTOP-ASSIGNED-TO-OTHER", 409, typeof(OneStopRoom));

    /// <summary>Nobody was chosen, or somebody who may not do the step.</summary>
    public static readonly ErrorCode AssigneeMissing = new("ONESTOP-ASSIGNEE-MISSING", 422, typeof(OneStopRoom));

    /// <summary>The work item is done, or is nobody's already.</summary>
    public static readonly ErrorCode WorkGone = new("ONESTOP-WORK-GONE", 409, typeof(OneStopRoom));

    /// <summary>The citizen asked to withdraw; nothing is done until that is settled.</summary>
    public static readonly ErrorCode WithdrawalPending = new("ONESTOP-WITHDRAWAL-PENDING", 409, typeof(OneStopRoom));

    /// <summary>The dossier can no longer be withdrawn: its result is signed, or it is over.</summary>
    public static readonly ErrorCode TooLateToWithdraw = new("ONESTOP-TOO-LATE-TO-WITHDRAW", 409, typeof(OneStopRoom));

    /// <summary>Nobody asked to withdraw it.</summary>
    public static readonly ErrorCode NotWithdrawn = new("ONESTOP-NOT-WITHDRAWN", 409, typeof(OneStopRoom));

    /// <summary>The due time can no longer be moved: less than a day is left, or it was moved already, or the clock does not run.</summary>
    public static readonly ErrorCode TooLateToExtend = new("ONESTOP-TOO-LATE-TO-EXTEND", 409, typeof(OneStopRoom));

    /// <summary>The new day is no working day after the day due.</summary>
    public static readonly ErrorCode NewDueWrong = new("ONESTOP-NEW-DUE-WRONG", 422, typeof(OneStopRoom));

    /// <summary>The place of help or of return has no one-stop centre that serves everybody today.</summary>
    public static readonly ErrorCode PlaceClosed = new("ONESTOP-PLACE-CLOSED", 422, typeof(OneStopRoom));

    /// <summary>There is no result to sign, number or hand over yet.</summary>
    public static readonly ErrorCode NoResult = new("ONESTOP-NO-RESULT", 409, typeof(OneStopRoom));

    /// <summary>The code of a new procedure is missing or holds other signs than letters, digits, dots and hyphens.</summary>
    public static readonly ErrorCode NewProcedureCode = new("ONESTOP-NEW-CODE", 422, typeof(ProcedureTexts));

    /// <summary>A new procedure has no name.</summary>
    public static readonly ErrorCode NewProcedureName = new("ONESTOP-NEW-NAME", 422, typeof(ProcedureTexts));

    /// <summary>The code belongs to a procedure already. Argument: the code.</summary>
    public static readonly ErrorCode NewProcedureThere = new("ONESTOP-NEW-THERE", 409, typeof(ProcedureTexts));

    /// <summary>No process was chosen that the new one begins as.</summary>
    public static readonly ErrorCode NewProcedureShape = new("ONESTOP-NEW-SHAPE", 422, typeof(ProcedureTexts));
}
