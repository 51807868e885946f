namespace VanLang.Bench;

/// <summary>Measuring loops.</summary>
static class Measure
{
    /// <summary>
    /// How often a piece of work is done in a second of processor time, all threads of this process together, so that other work on the machine
    /// takes no part; what is read is what one core does in a second.
    /// </summary>
    /// <param name="seconds">How long to measure, in seconds of processor time.</param>
    /// <param name="batch">Does the work as often as it is told; the clock is read between batches of about 10 ms.</param>
    public static double PerCoreSecond(double seconds, Action<int> batch)
    {
        // The first batches also let the runtime compile what is hot.
        int size = 1;
        while (true)
        {
            TimeSpan began = Processor;
            batch(size);
            if ((Processor - began).TotalMilliseconds >= 10 || size >= 1 << 28)
                break;
            size *= 2;
        }

        long done = 0;
        TimeSpan start = Processor;
        TimeSpan elapsed;
        do
        {
            batch(size);
            done += size;
            elapsed = Processor - start;
        }
        while (elapsed.TotalSeconds < seconds);
        return done / elapsed.TotalSeconds;
    }

    /// <summary>Bytes that this thread allocates for one piece of work.</summary>
    public static double Allocated(int times, Action<int> batch)
    {
        batch(times);
        long before = GC.GetAllocatedBytesForCurrentThread();
        batch(times);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)times;
    }

    /// <summary>Milliseconds of processor time that a piece of work takes once.</summary>
    public static double Milliseconds(Action work)
    {
        TimeSpan start = Processor;
        work();
        return (Processor - start).TotalMilliseconds;
    }

    static TimeSpan Processor => Environment.CpuUsage.TotalTime;
}
