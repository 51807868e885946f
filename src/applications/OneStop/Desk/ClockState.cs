using VanLang.Kernel.Calendar;
using VanLang.OneStop.Dossiers;
using VanLang.Web.Contracts;

namespace VanLang.OneStop.Desk;

/// <summary>How a running dossier stands to its time limit.</summary>
enum ClockState
{
    /// <summary>Not yet accepted, or without a limit.</summary>
    None,
    InTime,

    /// <summary>Less than half a working day is left.</summary>
    Soon,
    Overdue,

    /// <summary>Waits for the citizen.</summary>
    Paused,

    /// <summary>Finished before the day on which it was due.</summary>
    Early,

    /// <summary>Finished on the day on which it was due, in time.</summary>
    OnTime,
}

static class ClockStates
{
    /// <param name="soon">Instant until which a due time is near.</param>
    public static ClockState Of(DossierStatus status, bool hasClock, DateTimeOffset? dueAt, DateTimeOffset now, DateTimeOffset soon) => dueAt switch
    {
        null when status == DossierStatus.SupplementRequested && hasClock => ClockState.Paused,
        null => ClockState.None,
        { } due when due < now => ClockState.Overdue,
        { } due when due <= soon => ClockState.Soon,
        _ => ClockState.InTime,
    };

    /// <summary>How a finished dossier stood to its limit; <see cref="ClockState.None"/> where it had none or has no result.</summary>
    public static ClockState OfFinished(DossierStatus status, DateTimeOffset finishedAt, DateTimeOffset? dueAt) => dueAt switch
    {
        null => ClockState.None,
        _ when status is not (DossierStatus.Processed or DossierStatus.ResultReturned) => ClockState.None,
        { } due when finishedAt > due => ClockState.Overdue,
        { } due when VietnamTime.DateOf(finishedAt) < VietnamTime.DateOf(due) => ClockState.Early,
        _ => ClockState.OnTime,
    };

    public static Tone Tone(ClockState state) => state switch
    {
        ClockState.Overdue => Web.Contracts.Tone.Danger,
        ClockState.Soon => Web.Contracts.Tone.Warning,
        ClockState.InTime or ClockState.Early or ClockState.OnTime => Web.Contracts.Tone.Success,
        ClockState.Paused => Web.Contracts.Tone.Info,
        _ => Web.Contracts.Tone.Neutral,
    };

    public static Tone Tone(DossierStatus status) => status switch
    {
        DossierStatus.Submitted or DossierStatus.Accepted => Web.Contracts.Tone.Info,
        DossierStatus.Processing => Web.Contracts.Tone.Progress,
        DossierStatus.Processed or DossierStatus.ResultReturned => Web.Contracts.Tone.Success,
        DossierStatus.NotAccepted or DossierStatus.Stopped => Web.Contracts.Tone.Danger,
        _ => Web.Contracts.Tone.Warning,
    };
}
