using System.Diagnostics;

namespace VanLang.Applications.Tests.OneStop;

/// <summary>The program as an operator calls it: a process of its own, with what it says and its exit code.</summary>
static class ProgramCommand
{
    public static async Task<(int Code, string Said)> Run(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "vanlang.dll"));
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(DemonstrationHouse.Token);
        string said = await process.StandardOutput.ReadToEndAsync(DemonstrationHouse.Token);
        await process.WaitForExitAsync(DemonstrationHouse.Token);
        return (process.ExitCode, said + await errors);
    }
}
