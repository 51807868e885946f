namespace VanLang.Simulators.NationalPortal.Faults;

/// <summary>What may go wrong between the portal and a province.</summary>
enum Fault
{
    /// <summary>Each call of the province waits; value: milliseconds.</summary>
    Delay,

    /// <summary>The call is done and its answer lost on the way.</summary>
    DropAnswer,

    /// <summary>The call is refused with 500 and not done.</summary>
    Error500,

    /// <summary>The token is refused with 401.</summary>
    BadToken,

    /// <summary>The answer carries a wrong signature.</summary>
    BadSignature,

    /// <summary>Only the first half of a file is sent.</summary>
    CutFile,

    /// <summary>A dossier is announced twice under one message id.</summary>
    Duplicate,

    /// <summary>A dossier is sent again, unchanged, under another message id.</summary>
    Repeat,

    /// <summary>A dossier is sent again with other answers under the same dossier code.</summary>
    ChangedContent,

    /// <summary>The dossiers filed meanwhile are announced together, the last first.</summary>
    Reorder,

    /// <summary>A dossier is handed out late; value: days since it was filed.</summary>
    Late,

    /// <summary>A file is said to be larger than it is; value: MiB.</summary>
    LargeFile,
}

static class FaultNames
{
    /// <summary>Faults of the next calls of the province; the others are faults of the next dossiers filed.</summary>
    public static bool IsOfCalls(Fault fault) => fault <= Fault.CutFile;

    public static string Say(Fault fault) => fault switch
    {
        Fault.Delay => "Trả lời chậm (giá trị: mili giây) / slow answers (milliseconds)",
        Fault.DropAnswer => "Làm xong nhưng mất câu trả lời / done, answer lost",
        Fault.Error500 => "Lỗi 500, không làm / 500, not done",
        Fault.BadToken => "Từ chối mã truy cập (401) / token refused",
        Fault.BadSignature => "Chữ ký câu trả lời sai / wrong signature",
        Fault.CutFile => "Tệp bị cắt nửa chừng / file cut in half",
        Fault.Duplicate => "Báo hai lần cùng mã thông điệp / announced twice under one id",
        Fault.Repeat => "Gửi lại nguyên vẹn dưới mã thông điệp khác / sent again under another id",
        Fault.ChangedContent => "Gửi lại cùng mã hồ sơ, nội dung khác / same code, other content",
        Fault.Reorder => "Gộp lại rồi báo ngược thứ tự / announced in reverse order",
        Fault.LargeFile => "Tệp báo quá lớn (giá trị: MiB) / file said to be large (MiB)",
        Fault.Late => "Đến muộn (giá trị: số ngày) / late (days)",
        _ => fault.ToString(),
    };
}
