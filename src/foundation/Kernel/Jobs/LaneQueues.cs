namespace VanLang.Kernel.Jobs;

/// <summary>Jobs of one lane in the order in which a node claimed them, each after the one before: who runs a lane takes what comes for it meanwhile.</summary>
sealed class LaneQueues
{
    readonly Dictionary<string, Queue<Job>> running = [];

    /// <summary>Whether the caller runs the lane from now on; else the job waits for who runs it.</summary>
    public bool Begin(Job job)
    {
        lock (running)
        {
            if (running.TryGetValue(job.Lane, out Queue<Job>? waiting))
            {
                waiting.Enqueue(job);
                return false;
            }

            running.Add(job.Lane, new());
            return true;
        }
    }

    /// <summary>The job of the lane that came next; null where none did, and the lane is nobody's again.</summary>
    public Job? Next(string lane)
    {
        lock (running)
        {
            if (running[lane].TryDequeue(out Job? next))
                return next;
            running.Remove(lane);
            return null;
        }
    }
}
