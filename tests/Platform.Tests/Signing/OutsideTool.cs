using System.Diagnostics;
using Shouldly;

namespace VanLang.Platform.Tests.Signing;

/// <summary>A tool of others in a folder of its own, by which ours is measured. A missing tool is a failure of the test.</summary>
internal sealed class OutsideTool : IDisposable
{
    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-tool-").FullName;

    /// <summary>Lays a file into the folder.</summary>
    public void Put(string name, ReadOnlySpan<byte> content)
    {
        var path = Path.Combine(folder, name);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    public void Put(string name, string content) => File.WriteAllText(Path.Combine(folder, name), content);

    public byte[] Get(string name) => File.ReadAllBytes(Path.Combine(folder, name));

    /// <summary>Runs it in the folder.</summary>
    /// <param name="command">The tool and its arguments, which hold no blanks.</param>
    /// <returns>Exit code and what it printed.</returns>
    public (int Code, string Said) Run(string command)
    {
        var words = command.Split(' ');
        try
        {
            using var process = Process.Start(new ProcessStartInfo(words[0], words[1..]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + errors.Result);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new ShouldAssertException($"{words[0]} is missing: apt-get install {words[0]}");
        }
    }

    public void Dispose() => System.IO.Directory.Delete(folder, recursive: true);
}
