namespace VanLang.Identity.Sessions;

/// <summary>How long a session lives.</summary>
static class SessionTimes
{
    /// <summary>Without a request: longer than a lunch break, so that a form begun before it can be sent after it.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(2);

    /// <summary>Whatever happens: a working day with its evening.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(14);

    /// <summary>How exact the last request is kept; each request would be a write otherwise.</summary>
    public static readonly TimeSpan Seen = TimeSpan.FromMinutes(5);
}
