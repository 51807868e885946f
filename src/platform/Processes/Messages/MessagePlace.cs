namespace VanLang.Processes.Messages;

/// <summary>Where messages and who waits for them meet.</summary>
/// <param name="Key">What tells receivers apart; empty where the name is enough.</param>
sealed record MessagePlace(string Name, string Key)
{
    /// <summary>
    /// Lane of the jobs that bring messages, one at a time. Who comes to wait queues for it, too, so that of the two who meet the second sees the first: a
    /// message is neither lost between them nor brought twice.
    /// </summary>
    public string Lane => $"message/{Name}/{Key}";
}
