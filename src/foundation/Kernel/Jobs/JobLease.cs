namespace VanLang.Kernel.Jobs;

/// <summary>For whom jobs are claimed, and how long.</summary>
sealed record JobLease(string Owner, DateTimeOffset Since, DateTimeOffset Until);
