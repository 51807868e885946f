using System.Diagnostics;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;

namespace VanLang.Platform.Tests.Signing;

/// <summary>The simulated trust services as a process of their own, with a folder of their own.</summary>
internal sealed class TrustServicesProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly HttpClient http;

    private TrustServicesProcess(Process process, string folder, string address)
    {
        (this.process, Folder, Address) = (process, folder, address);
        http = new HttpClient { BaseAddress = new Uri(address) };
    }

    public string Folder { get; }

    public string Address { get; }

    public static async Task<TrustServicesProcess> Start()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("vanlang-trust-").FullName;

        // Built beside the tests, in the same configuration.
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "VanLang.Simulators.TrustServices", configuration, "trust-services.dll"));
        var process = Process.Start(new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, ArgumentList = { program, "--port", "0", "--data", Path.Combine(folder, "services") } })!;
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(2)) is { } line)
        {
            if (Regex.Match(line, @"http://127\.0\.0\.1:\d+") is not { Success: true } match)
                continue;
            // What it says further is of no interest, but must not fill the pipe.
            _ = process.StandardOutput.ReadToEndAsync();
            return new TrustServicesProcess(process, folder, match.Value);
        }

        throw new InvalidOperationException("The simulator did not start.");
    }

    public Task<byte[]> Get(string path) => http.GetByteArrayAsync(new Uri(path, UriKind.Relative));

    public async Task<HttpResponseMessage> Post(string path, byte[] body, string contentType = "application/octet-stream")
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new(contentType);
        return await http.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    /// <summary>Switches a fault on for a number of times; all others off.</summary>
    public async Task Fault(string? fault, int times = 1, int value = 0)
    {
        (await http.DeleteAsync(new Uri("mo-phong/su-co", UriKind.Relative))).EnsureSuccessStatusCode();
        if (fault is not null)
            (await http.PostAsJsonAsync("mo-phong/su-co", new { fault, times, value })).EnsureSuccessStatusCode();
    }

    public async Task Revoke(X509Certificate2 certificate, DateTimeOffset? at = null) =>
        (await http.PostAsJsonAsync("mo-phong/thu-hoi", new { serial = certificate.SerialNumber, at })).EnsureSuccessStatusCode();

    /// <summary>Answers every question on the phones, and gives what they asked.</summary>
    public async Task<string> Phone(bool yes)
    {
        using var answer = await http.PostAsJsonAsync("mo-phong/dien-thoai", new { yes });
        return await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    /// <summary>A key file of a person (PKCS #12).</summary>
    /// <param name="number">As it goes into the subject, such as <c>CCCD:001099000001</c>; null for none.</param>
    public async Task<byte[]> KeyFile(string name, string password, string? number = null)
    {
        using var form = new FormUrlEncodedContent([new("ten", name), new("mat-khau", password), new("so-dinh-danh", number ?? "")]);
        using var answer = await http.PostAsync(new Uri("khoa", UriKind.Relative), form);
        return await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
    }

    /// <summary>Sets its clock.</summary>
    public async Task SetClock(DateTimeOffset now) =>
        (await http.PostAsJsonAsync("mo-phong/dong-ho", new { aheadSeconds = (now - DateTimeOffset.UtcNow).TotalSeconds })).EnsureSuccessStatusCode();

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        System.IO.Directory.Delete(Folder, recursive: true);
    }
}
