namespace VanLang.Hosting;

/// <summary>The program cannot start for a reason that its operator can mend: said in one line, exit code 1.</summary>
sealed class StartFailedException(string message) : Exception(message);
