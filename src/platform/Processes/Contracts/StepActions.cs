namespace VanLang.Processes.Contracts;

/// <summary>
/// What a step does (<c>vl:action</c>), as far as rooms know it by name. A process may use names of its own;
/// a step whose action no room knows is done on the plain step page.
/// </summary>
public static class StepActions
{
    /// <summary>Receive and check the dossier (tiếp nhận).</summary>
    public const string Accept = "accept";

    /// <summary>The submitter supplements (bổ sung giấy tờ).</summary>
    public const string Supplement = "supplement";

    /// <summary>The competent agency takes the dossier from the place of receipt (nhận bàn giao hồ sơ).</summary>
    public const string TakeOver = "take-over";

    /// <summary>The place of return takes the result from the competent agency (nhận kết quả).</summary>
    public const string TakeResult = "take-result";

    /// <summary>Ask another agency by a numbered letter (lấy ý kiến).</summary>
    public const string RequestOpinion = "request-opinion";

    /// <summary>The asked agency answers (trả lời ý kiến).</summary>
    public const string AnswerOpinion = "answer-opinion";

    /// <summary>Check the dossier while another agency is asked (thẩm tra trong khi chờ).</summary>
    public const string Check = "check";

    /// <summary>Plan a site inspection (hẹn ngày kiểm tra thực địa).</summary>
    public const string PlanInspection = "plan-inspection";

    /// <summary>Write the minutes of a site inspection (lập biên bản kiểm tra).</summary>
    public const string RecordInspection = "record-inspection";

    /// <summary>The head of the unit reviews the draft (soát xét).</summary>
    public const string Review = "review";

    /// <summary>Examine and draft the result (thẩm tra, dự thảo).</summary>
    public const string Prepare = "prepare";

    /// <summary>Sign the result (ký).</summary>
    public const string Sign = "sign";

    /// <summary>Number, seal and dispatch (lấy số, đóng dấu, phát hành).</summary>
    public const string Issue = "issue";

    /// <summary>The result is made in an outside system: its number and the security-form serial are recorded (giải quyết tại hệ thống chuyên ngành).</summary>
    public const string OutsideSystem = "outside-system";

    /// <summary>Hand the result over (trả kết quả).</summary>
    public const string Return = "return";

    /// <summary>Consider to stop because the submitter did not supplement (xem xét dừng giải quyết).</summary>
    public const string ReviewStop = "review-stop";
}
