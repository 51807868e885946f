using System.Diagnostics;
using Shouldly;

namespace VanLang.Applications.Tests.OneStop.Signatures;

/// <summary>What programs of others make of the files that leave the house.</summary>
static class OtherTools
{
    /// <summary>Poppler finds every signature valid and all of the file signed, qpdf and mutool find nothing wrong with its structure.</summary>
    /// <param name="signatures">How many signatures of people and agencies, without time-stamps of the document.</param>
    public static async Task Agree(ReadOnlyMemory<byte> pdf, int signatures)
    {
        string path = Path.Combine(Path.GetTempPath(), $"vanlang-{Guid.NewGuid():N}.pdf");
        await File.WriteAllBytesAsync(path, pdf, DemonstrationHouse.Token);
        try
        {
            (int pdfsig, string said) = await Run("pdfsig", "-nocert", path);
            pdfsig.ShouldBe(0, said);
            System.Text.RegularExpressions.Regex.Count(said, "Signature Validation: Signature is Valid\\.").ShouldBeGreaterThanOrEqualTo(signatures, said);
            said.ShouldNotContain("Invalid");
            (int qpdf, string checkedBy) = await Run("qpdf", "--check", path);
            qpdf.ShouldBe(0, checkedBy);
            checkedBy.ShouldContain("No syntax or stream encoding errors found");
            (int mutool, string info) = await Run("mutool", "info", path);
            mutool.ShouldBe(0, info);
            info.ShouldNotContain("warning:");
            info.ShouldNotContain("error:");
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Text of the file, or of one of its pages, as poppler reads it, in one line.</summary>
    public static async Task<string> Text(ReadOnlyMemory<byte> pdf, int? page = null)
    {
        string path = Path.Combine(Path.GetTempPath(), $"vanlang-{Guid.NewGuid():N}.pdf");
        await File.WriteAllBytesAsync(path, pdf, DemonstrationHouse.Token);
        try
        {
            (int code, string said) = await Run("pdftotext", [.. page is null ? Array.Empty<string>() : ["-f", $"{page}", "-l", $"{page}"], path, "-"]);
            code.ShouldBe(0, said);
            return System.Text.RegularExpressions.Regex.Replace(said, @"\s+", " ");
        }
        finally
        {
            File.Delete(path);
        }
    }

    static async Task<(int Code, string Said)> Run(string tool, params string[] arguments)
    {
        ProcessStartInfo start = new(tool) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        using Process running = Process.Start(start)!;
        Task<string> errors = running.StandardError.ReadToEndAsync();
        string output = await running.StandardOutput.ReadToEndAsync();
        await running.WaitForExitAsync();
        return (running.ExitCode, output + await errors);
    }
}
