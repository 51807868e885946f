using System.Collections.Immutable;

namespace VanLang.Kernel.Calendar;

/// <summary>
/// The clock of one limit: an immutable value made of the limit, the calendar and the events so far. The same events always give the
/// same due time, to the minute.
/// </summary>
/// <remarks>
/// <para><b>Start.</b> Hours run from the instant of receipt (Civil Code 2015, Art. 147.1). Days: the day of receipt is not counted, the limit
/// ends at the close of office of its last day, and a calendar-day limit whose last day is a day off ends with the next working day
/// (Art. 147.2, 148.5). In-day limits: received after the cut-off, or on a day off, means due on the next working day.</para>
/// <para><b>Pause.</b> While the applicant supplements or pays, time does not count. The Code is silent on pauses; we apply Art. 147.2 to the day
/// on which the applicant answers, as to a day of receipt:</para>
/// <list type="bullet">
/// <item>hours: the working time used before the pause is kept, the rest runs on from the instant of resumption;</item>
/// <item>days: the days up to and including the day of the pause are used; the day of resumption is not counted; the remaining days run
/// from the day after it. If the pause began on the last day, that day was not over: one day remains;</item>
/// <item>days: a pause that ends on the day it began changes nothing, days not being divided;</item>
/// <item>in-day: an answer counts like a receipt (cut-off included), and never makes the due time earlier;</item>
/// <item>a pause that begins after the due time, or has no length, changes nothing.</item>
/// </list>
/// </remarks>
public sealed class DeadlineClock
{
    private readonly DueState _state;

    private DeadlineClock(WorkingCalendar calendar, TimeLimit limit, ImmutableArray<ClockEvent> events)
    {
        (Calendar, Limit, Events) = (calendar, limit, events);
        _state = DueState.Of(calendar, limit, events);
    }

    public WorkingCalendar Calendar { get; }

    public TimeLimit Limit { get; }

    /// <summary>What happened so far, in order; enough to make the same clock again.</summary>
    public ImmutableArray<ClockEvent> Events { get; }

    /// <summary>When the limit began (UTC).</summary>
    public DateTimeOffset StartedAt => Events[0].At;

    /// <summary>Whether the clock waits for the applicant.</summary>
    public bool IsPaused => Events[^1].Kind == ClockEventKind.Paused;

    /// <summary>When the work is due (UTC); null while paused, as it then depends on when the applicant answers.</summary>
    public DateTimeOffset? DueAt => IsPaused ? null : _state.DueAt;

    /// <summary>The due time as it stood before the open pause; the same as <see cref="DueAt"/> while running.</summary>
    public DateTimeOffset DueAtBeforePause => _state.DueAt;

    /// <summary>Starts the clock of a limit when a complete and valid dossier was received.</summary>
    public static DeadlineClock Start(WorkingCalendar calendar, DateTimeOffset receivedAt, TimeLimit limit) =>
        Replay(calendar, limit, [new ClockEvent(ClockEventKind.Started, receivedAt)]);

    /// <summary>Makes the clock again from its events.</summary>
    /// <exception cref="ArgumentException">The events are not a start followed by pauses and resumptions in turn and in order of time.</exception>
    public static DeadlineClock Replay(WorkingCalendar calendar, TimeLimit limit, IEnumerable<ClockEvent> events)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        ArgumentNullException.ThrowIfNull(limit);
        ImmutableArray<ClockEvent> list = [.. events.Select(e => e with { At = e.At.ToUniversalTime() })];
        if (list.IsEmpty || list[0].Kind != ClockEventKind.Started)
            throw new ArgumentException("A clock begins with its start.", nameof(events));
        for (var i = 1; i < list.Length; i++)
        {
            var expected = list[i - 1].Kind == ClockEventKind.Paused ? ClockEventKind.Resumed : ClockEventKind.Paused;
            if (list[i].Kind != expected)
                throw new ArgumentException($"{list[i].Kind} cannot follow {list[i - 1].Kind}.", nameof(events));
            if (list[i].At < list[i - 1].At)
                throw new ArgumentException("Events are not in order of time.", nameof(events));
        }
        return new(calendar, limit, list);
    }

    /// <summary>Stops counting.</summary>
    /// <exception cref="ArgumentException">Already paused, or the instant lies before the last event.</exception>
    public DeadlineClock Pause(DateTimeOffset at) => Replay(Calendar, Limit, Events.Add(new(ClockEventKind.Paused, at)));

    /// <summary>Goes on counting.</summary>
    /// <exception cref="ArgumentException">Not paused, or the instant lies before the last event.</exception>
    public DeadlineClock Resume(DateTimeOffset at) => Replay(Calendar, Limit, Events.Add(new(ClockEventKind.Resumed, at)));

    /// <summary>What is left at <paramref name="now"/>; while paused, what was left when the pause began.</summary>
    public RemainingTime RemainingAt(DateTimeOffset now)
    {
        var at = IsPaused ? Events[^1].At : now;
        var due = _state.DueAt;
        var late = at > due;
        var working = late ? Calendar.WorkingTimeBetween(due, at) : Calendar.WorkingTimeBetween(at, due);
        var (from, to) = late ? (VietnamTime.DateOf(due), VietnamTime.DateOf(at)) : (VietnamTime.DateOf(at), VietnamTime.DateOf(due));
        var days = Limit.Unit == TimeUnit.CalendarDay ? to.DayNumber - from.DayNumber : Calendar.WorkingDaysBetween(from, to);
        return new(Limit.Unit, days, working, late);
    }

    /// <summary>Which days were counted, which not, and why: for the screen and for a dispute.</summary>
    public DueExplanation Explain() => DueExplainer.Explain(this, _state);
}

/// <summary>Something that moves a <see cref="DeadlineClock"/>.</summary>
/// <param name="At">When it happened (UTC).</param>
public readonly record struct ClockEvent(ClockEventKind Kind, DateTimeOffset At);

/// <summary>Kinds of <see cref="ClockEvent"/>.</summary>
public enum ClockEventKind
{
    /// <summary>A complete and valid dossier was received.</summary>
    Started,

    /// <summary>Waiting for the applicant: supplement or payment.</summary>
    Paused,

    /// <summary>The applicant answered.</summary>
    Resumed,
}

/// <summary>What is left of a limit, or by how much it is passed.</summary>
/// <param name="Unit">Unit of the limit: says which of the two amounts to show.</param>
/// <param name="Days">Days after the day asked for, up to and including the day due (working or calendar days by the unit); 0: due that day.</param>
/// <param name="WorkingTime">Working time to the due time.</param>
/// <param name="IsOverdue">The amounts say by how much it is late.</param>
public sealed record RemainingTime(TimeUnit Unit, int Days, TimeSpan WorkingTime, bool IsOverdue);
