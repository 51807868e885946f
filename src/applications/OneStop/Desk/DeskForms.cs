namespace VanLang.OneStop.Desk;

/// <summary>Names of the forms of the case page; the page knows by them what was asked.</summary>
static class DeskForms
{
    public const string Accept = "accept";
    public const string Supplement = "supplement";
    public const string Refuse = "refuse";
    public const string Examine = "examine";
    public const string Prepare = "prepare";
    public const string Sign = "sign";
    public const string SendBack = "send-back";
    public const string Issue = "issue";
    public const string Return = "return";
    public const string Stop = "stop";
    public const string Wait = "wait";
    public const string Supplemented = "supplemented";
    public const string TakeOver = "take-over";
    public const string TakeResult = "take-result";
    public const string Review = "review";
    public const string Check = "check";
    public const string AskOpinion = "ask-opinion";
    public const string AnswerOpinion = "answer-opinion";
    public const string PlanInspection = "plan-inspection";
    public const string RecordInspection = "record-inspection";

    public const string LateAnswer = "late-answer";
    public const string CollectFee = "collect-fee";
    public const string CancelReceipt = "cancel-receipt";

    public const string Claim = "claim";
    public const string Release = "release";
    public const string Assign = "assign";
    public const string Extend = "extend";
    public const string Withdraw = "withdraw";

    /// <summary>Forms that end no step: they name a dossier, not a work item.</summary>
    public static IReadOnlyList<string> Acts { get; } = [CollectFee, CancelReceipt, LateAnswer, Claim, Release, Assign, Extend, Withdraw];

    public static IReadOnlyList<string> All { get; } =
    [
        .. Acts, Accept, Supplement, Refuse, Examine, Prepare, Sign, SendBack, Issue, Return, Stop, Wait, Supplemented,
        TakeOver, TakeResult, Review, Check, AskOpinion, AnswerOpinion, PlanInspection, RecordInspection,
    ];
}
