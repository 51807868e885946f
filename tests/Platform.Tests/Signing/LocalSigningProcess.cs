using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace VanLang.Platform.Tests.Signing;

/// <summary>The simulated signing program on somebody's machine, as a process of its own. It is spoken to as a browser does, from an origin.</summary>
internal sealed class LocalSigningProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly string folder;
    private readonly HttpClient http;

    private LocalSigningProcess(Process process, string folder, string address)
    {
        (this.process, this.folder, Address) = (process, folder, address);
        http = new HttpClient { BaseAddress = new Uri(address) };
    }

    public string Address { get; }

    public int Port => new Uri(Address).Port;

    /// <param name="name">Whose key it has.</param>
    /// <param name="authority">Trust services that certify it.</param>
    /// <param name="agreesAlways">It signs without asking in its window.</param>
    public static async Task<LocalSigningProcess> Start(string name, string authority, bool agreesAlways)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("vanlang-local-").FullName;
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "VanLang.Simulators.LocalSigning", configuration, "local-signing.dll"));
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in new[] { program, "--port", "0", "--data", Path.Combine(folder, "signer"), "--name", name, "--trust-services", authority })
            start.ArgumentList.Add(argument);
        if (agreesAlways)
        {
            start.ArgumentList.Add("--agrees-always");
            start.ArgumentList.Add("yes");
        }

        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(2)) is { } line)
        {
            if (Regex.Match(line, @"http://127\.0\.0\.1:\d+") is not { Success: true } match)
                continue;
            _ = process.StandardOutput.ReadToEndAsync();
            return new LocalSigningProcess(process, folder, match.Value);
        }

        throw new InvalidOperationException("The simulator did not start.");
    }

    /// <summary>What its user reads in the window.</summary>
    public async Task<string> Code() => Regex.Match(await http.GetStringAsync(new Uri("/", UriKind.Relative)), "id=\"ma\">(\\d{6})<").Groups[1].Value;

    /// <summary>Sets what goes wrong with the next answer.</summary>
    public async Task Fault(string fault)
    {
        using var form = new FormUrlEncodedContent([new("su-co", fault)]);
        (await http.PostAsync(new Uri("tra-loi", UriKind.Relative), form)).EnsureSuccessStatusCode();
    }

    /// <summary>Asks as a page of this origin does.</summary>
    public async Task<(int Status, JsonElement Answer)> Ask(string origin, string path, object question)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"v1/{path}", UriKind.Relative)) { Content = JsonContent.Create(question) };
        request.Headers.Add("Origin", origin);
        using var answer = await http.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        System.IO.Directory.Delete(folder, recursive: true);
    }
}
