using System.Diagnostics;

namespace VanLang.EndToEnd.Tests.Hosting;

/// <summary>Files that people upload, and tools of others that look at ours.</summary>
static class Samples
{
    /// <summary>A picture of one pixel.</summary>
    public static string Photo()
    {
        string path = Path.Combine(Path.GetTempPath(), "vanlang-can-cuoc.png");
        if (!File.Exists(path))
            File.WriteAllBytes(path, Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="));
        return path;
    }

    /// <summary>What poppler says of the signatures of a file.</summary>
    public static async Task<string> PdfSig(string path)
    {
        using Process process = Process.Start(new ProcessStartInfo("pdfsig", ["-nocert", path]) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException("pdfsig (poppler-utils) did not start.");
        string said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return said;
    }
}
