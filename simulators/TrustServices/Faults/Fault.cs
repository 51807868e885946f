namespace VanLang.Simulators.TrustServices.Faults;

/// <summary>What may go wrong at a trust service. Each happens to the next answers, as often as it is set.</summary>
enum Fault
{
    /// <summary>The time-stamp authority takes the question and never answers.</summary>
    SilentStamp,

    /// <summary>The responder takes the question and never answers.</summary>
    SilentOcsp,

    /// <summary>The revocation list is never sent.</summary>
    SilentList,

    /// <summary>The remote signing service takes the question and never answers.</summary>
    SilentRemote,

    /// <summary>The remote signing service signs another hash than it was asked to.</summary>
    OtherHash,

    /// <summary>It signs with the key of somebody else.</summary>
    OtherKey,

    /// <summary>It shows the certificate of somebody else.</summary>
    WrongCertificate,

    /// <summary>It sends every signature twice.</summary>
    DoubledSignatures,

    /// <summary>Every answer waits; value: milliseconds.</summary>
    Slow,

    /// <summary>The time-stamp says a time ahead; value: seconds.</summary>
    FutureTime,

    /// <summary>Time-stamp or answer repeats another nonce than the one that was sent.</summary>
    WrongNonce,

    /// <summary>The time-stamp is of other bytes than those that were sent.</summary>
    WrongImprint,

    /// <summary>Time-stamp or answer is signed by a key of which nobody knows anything.</summary>
    UnknownSigner,

    /// <summary>The responder calls every certificate revoked.</summary>
    Revoked,

    /// <summary>The responder knows no certificate.</summary>
    Unknown,

    /// <summary>The responder answers what was true two months ago.</summary>
    OldAnswer,

    /// <summary>The answer is 500.</summary>
    Error500,

    /// <summary>The answer is 50 MiB of nothing.</summary>
    LargeAnswer,
}

static class FaultNames
{
    public static string Say(Fault fault) => fault switch
    {
        Fault.SilentStamp => "Dịch vụ dấu thời gian im lặng / silent time-stamp authority",
        Fault.SilentOcsp => "OCSP im lặng / silent OCSP",
        Fault.SilentList => "CRL im lặng / silent revocation list",
        Fault.SilentRemote => "Ký số từ xa im lặng / silent remote signing",
        Fault.OtherHash => "Ký số từ xa ký mã băm khác / signature of another hash",
        Fault.OtherKey => "Ký số từ xa ký bằng khóa người khác / signed with the key of another",
        Fault.WrongCertificate => "Ký số từ xa đưa chứng thư người khác / certificate of another",
        Fault.DoubledSignatures => "Ký số từ xa trả chữ ký hai lần / every signature twice",
        Fault.Slow => "Trả lời chậm (giá trị: mili giây) / slow answers (milliseconds)",
        Fault.FutureTime => "Dấu thời gian trong tương lai (giá trị: giây) / time-stamp from the future (seconds)",
        Fault.WrongNonce => "Sai nonce / wrong nonce",
        Fault.WrongImprint => "Dấu thời gian của nội dung khác / time-stamp of other bytes",
        Fault.UnknownSigner => "Ký bằng khóa lạ / signed by an unknown key",
        Fault.Revoked => "OCSP báo mọi chứng thư đã thu hồi / every certificate revoked",
        Fault.Unknown => "OCSP không biết chứng thư / unknown certificate",
        Fault.OldAnswer => "OCSP trả lời cũ hai tháng / answer two months old",
        Fault.Error500 => "Lỗi 500 / error 500",
        Fault.LargeAnswer => "Trả lời 50 MiB / an answer of 50 MiB",
        _ => fault.ToString(),
    };
}
