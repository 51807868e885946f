namespace VanLang.Kernel.Backup;

/// <summary>A backup cannot be made or restored for a reason that an operator can mend: one line in both languages, exit code 1.</summary>
public sealed class BackupFailedException(string vietnamese, string english) : Exception($"{vietnamese} / {english}");
