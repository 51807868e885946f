namespace VanLang.Processes.Contracts;

/// <summary>Which unit's people do a step (<c>vl:candidateUnit</c>). The process names the part a unit plays; the case knows the unit.</summary>
public enum CandidateUnit
{
    /// <summary><c>receiving</c>: where the dossier was taken in (nơi tiếp nhận).</summary>
    Receiving,

    /// <summary><c>competent</c>: the agency that decides (cơ quan có thẩm quyền).</summary>
    Competent,

    /// <summary><c>consulted</c>: the agency that is asked for its opinion (cơ quan được lấy ý kiến).</summary>
    Consulted,

    /// <summary><c>returning</c>: where the result is handed over (nơi trả kết quả).</summary>
    Returning,

    /// <summary><c>acting</c>: the unit of the person who did the step before.</summary>
    Acting,
}
