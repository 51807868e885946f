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
