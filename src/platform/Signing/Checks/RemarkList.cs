using VanLang.Signing.Contracts;

namespace VanLang.Signing.Checks;

/// <summary>
/// Remarks, and the verdict with its sub-indication that follows from them: the gravest counts, of equals the first. It stands first, as it is what a reader is told
/// in one sentence.
/// </summary>
internal sealed class RemarkList
{
    public List<SigningProblem> Items { get; } = [];

    public SignatureVerdict Verdict { get; private set; } = SignatureVerdict.Passed;

    public string? SubIndication { get; private set; }

    public void Fail(string subIndication, string code, string detail = "") => Add(subIndication, code, detail, SignatureVerdict.Failed);

    public void Doubt(string subIndication, string code, string detail = "") => Add(subIndication, code, detail, SignatureVerdict.Indeterminate);

    /// <summary>What a reader should know and what decides nothing.</summary>
    public void Say(string code, string detail = "")
    {
        var remark = new SigningProblem(code, detail);
        if (!Items.Contains(remark))
            Items.Add(remark);
    }

    private void Add(string subIndication, string code, string detail, SignatureVerdict verdict)
    {
        Say(code, detail);
        if (verdict <= Verdict)
            return;
        (Verdict, SubIndication) = (verdict, subIndication);
        SigningProblem deciding = new(code, detail);
        Items.Remove(deciding);
        Items.Insert(0, deciding);
    }
}
