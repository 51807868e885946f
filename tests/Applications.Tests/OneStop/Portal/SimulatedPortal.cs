using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace VanLang.Applications.Tests.OneStop.Portal;

/// <summary>The simulator of the national portal as a process of its own, with a folder of its own.</summary>
internal sealed class SimulatedPortal : IAsyncDisposable
{
    readonly Process process;
    readonly string folder;
    readonly HttpClient http;

    SimulatedPortal(Process process, string folder, string address)
    {
        (this.process, this.folder) = (process, folder);
        Address = address;
        http = new() { BaseAddress = new Uri(address) };
    }

    public string Address { get; }

    public static async Task<SimulatedPortal> Start()
    {
        string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-portal-").FullName;
        // Built beside the tests, in the same configuration.
        string configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        string program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "VanLang.Simulators.NationalPortal", configuration, "national-portal.dll"));
        Process process = Process.Start(new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            ArgumentList = { program, "--port", "0", "--data", folder, "--province", VanLang.Hosting.ProgramServices.ProvinceFolder },
        })!;
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(2)) is { } line)
            if (Regex.Match(line, @"http://127\.0\.0\.1:\d+") is { Success: true } match)
            {
                // What it says further is of no interest, but must not fill the pipe.
                _ = process.StandardOutput.ReadToEndAsync();
                return new(process, folder, match.Value);
            }

        throw new InvalidOperationException("The simulator did not start.");
    }

    /// <summary>Switches a fault on for a number of times.</summary>
    public async Task Fault(string fault, int times = 1, int value = 0) =>
        (await http.PostAsJsonAsync("mo-phong/su-co", new { fault, times, value })).EnsureSuccessStatusCode();

    public async Task NoFaults() => (await http.DeleteAsync(new Uri("mo-phong/su-co", UriKind.Relative))).EnsureSuccessStatusCode();

    /// <summary>A citizen files; the code that the portal has drawn.</summary>
    public async Task<string> File(
        JsonObject? answers = null, string procedure = "2.000635", string agency = "H44.148", string citizen = "CD023", string? formVersion = null, byte[]? file = null, string component = "giay-to-tuy-than")
    {
        object[] files = file is null ? [] : [new { component, name = "can-cuoc.png", content = Convert.ToBase64String(file) }];
        HttpResponseMessage answer = await http.PostAsJsonAsync("mo-phong/ho-so", new { procedure, agency, citizen, answers = answers ?? Answers(), files, formVersion });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["code"]!.ToString();
    }

    /// <summary>A citizen sends papers that were asked for.</summary>
    public Task Supplement(string code, string? text = "Đã bổ sung", byte[]? file = null, string citizen = "CD023") => Act(code, "bo-sung", text, file, citizen);

    /// <summary>A citizen asks to take a dossier back.</summary>
    public Task Withdraw(string code, string? reason = "Nộp nhầm", string citizen = "CD023") => Act(code, "rut-ho-so", reason, null, citizen);

    async Task Act(string code, string kind, string? text, byte[]? file, string citizen)
    {
        object[] files = file is null ? [] : [new { component = "giay-to-tuy-than", name = "can-cuoc.png", content = Convert.ToBase64String(file) }];
        (await http.PostAsJsonAsync($"mo-phong/ho-so/{code}/viec", new { kind, citizen, text, agency = "H44.148", files })).EnsureSuccessStatusCode();
    }

    /// <summary>What the portal knows of a dossier; null where it knows none.</summary>
    public async Task<JsonObject?> Dossier(string code)
    {
        HttpResponseMessage answer = await http.GetAsync(new Uri($"mo-phong/ho-so/{code}", UriKind.Relative));
        return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonObject>() : null;
    }

    /// <summary>Statuses that the province has sent, in the order of arrival.</summary>
    public async Task<int[]> Statuses(string code) =>
        [.. (await Dossier(code))?["updates"]?.AsArray().Select(update => update!["status"]!.GetValue<int>()) ?? []];

    /// <summary>The last message that the province has sent about a dossier.</summary>
    public async Task<JsonNode> Told(string code) => (await Dossier(code))!["updates"]!.AsArray()[^1]!["body"]!;

    /// <summary>Complete answers for a copy of a civil status record, of the citizen CD023.</summary>
    public static JsonObject Answers() => new()
    {
        ["nyc_ho_ten"] = "Đinh Hồng Nhung",
        ["nyc_giay_to"] = "025185999083",
        ["nyc_cu_tru"] = "Khu 6, phường Việt Trì, tỉnh Phú Thọ",
        ["nyc_quan_he"] = "ban-than",
        ["loai_viec"] = "khai-sinh",
        ["dt_ho_ten"] = "Đinh Hồng Nhung",
        ["dt_ngay_sinh"] = new JsonObject { ["date"] = "1985-02-24" },
        ["dt_gioi_tinh"] = "nu",
        ["dk_noi"] = "UBND phường Gia Cẩm",
        ["so_luong"] = 2,
        ["cam_doan"] = true,
    };

    public static byte[] Photo { get; } = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        System.IO.Directory.Delete(folder, recursive: true);
    }
}
