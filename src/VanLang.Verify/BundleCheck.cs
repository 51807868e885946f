using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using VanLang.Transparency;

namespace VanLang.Verify;

/// <summary>The evidence bundle of a dossier, an ASiC-E container or a plain ZIP file: list of files, head, time-stamp, proofs, and papers that are those its events name.</summary>
static class BundleCheck
{
    public const string Format = "vanlang-evidence-bundle/1";

    const int LargestPart = 128 * 1024 * 1024;

    public static void Run(FileInfo file, Trust trust, Report report)
    {
        using FileStream stream = file.OpenRead();
        using ZipArchive zip = new(stream, ZipArchiveMode.Read);
        if (zip.Entries.GroupBy(entry => entry.FullName).Any(same => same.Count() > 1))
            throw new UnreadableException("gói có hai tệp cùng tên", "the bundle has two files of one name");
        using JsonDocument bundle = JsonDocument.Parse(Part("bundle.json"), Files.Strict);
        if (!bundle.RootElement.TryGetProperty("format", out JsonElement format) || format.GetString() != Format)
            throw new UnreadableException("tệp không phải là gói bằng chứng", "the file is no evidence bundle");
        report.Note($"gói của hồ sơ {bundle.RootElement.GetProperty("dossier").GetString()}", $"bundle of dossier {bundle.RootElement.GetProperty("dossier").GetString()}");
        ContainerCheck.Run(zip, Part, trust, report);
        if (trust.Head(Encoding.UTF8.GetString(Part("checkpoint.txt").Span), report) is not { } head)
            return;
        if (zip.GetEntry("checkpoint.tst") is not null)
            trust.Stamp(Part("checkpoint.tst"), head, report);
        using JsonDocument proofs = JsonDocument.Parse(Part("proofs.json"), Files.Strict);
        IReadOnlyList<ShownEvent> events = ReceiptCheck.Proofs(proofs.RootElement, head, report);
        if (proofs.RootElement.GetProperty("proofs").GetArrayLength() != bundle.RootElement.GetProperty("events").GetInt32())
            report.Bad("số sự kiện khác với danh mục", "the number of events is not that of the list");
        Papers(bundle.RootElement, events);
        if (zip.Entries.Any(entry => entry.FullName.StartsWith("signatures/", StringComparison.Ordinal)))
            report.Note("signatures/ là nhận định của nơi lập gói; chữ ký trong từng tệp PDF kiểm tra được bằng công cụ khác", "signatures/ is what the maker of the bundle found; the signatures in each PDF can be checked with other tools");

        ReadOnlyMemory<byte> Part(string path)
        {
            ZipArchiveEntry entry = zip.GetEntry(path) ?? throw new UnreadableException($"gói thiếu {path}", $"the bundle lacks {path}");
            using Stream content = entry.Open();
            return Files.Read(content, entry.Length, LargestPart, path);
        }

        void Papers(JsonElement root, IReadOnlyList<ShownEvent> shown)
        {
            HashSet<string> named = [.. shown.SelectMany(e => Words(e.Payload))];
            HashSet<string> listed = [];
            foreach (JsonElement paper in root.GetProperty("files").EnumerateArray())
            {
                string path = paper.GetProperty("path").GetString() ?? "";
                listed.Add(path);
                if (zip.GetEntry(path) is null)
                {
                    report.Bad($"thiếu {path}", $"{path} is missing");
                    continue;
                }

                string hash = Convert.ToHexStringLower(SHA256.HashData(Part(path).Span));
                if (hash != paper.GetProperty("sha256").GetString())
                    report.Bad($"{path} không đúng với mã băm trong danh mục", $"{path} is not what the list says");
                else if (!named.Contains(hash))
                    report.Bad($"không sự kiện nào của hồ sơ nêu {path}", $"no event of the dossier names {path}");
                else
                    report.Good($"{path} là giấy tờ mà sự kiện trong sổ đã nêu", $"{path} is the paper that an event of the log names");
            }

            foreach (ZipArchiveEntry entry in zip.Entries.Where(entry => entry.FullName.StartsWith("files/", StringComparison.Ordinal) && !listed.Contains(entry.FullName)))
                report.Bad($"{entry.FullName} không có trong danh mục", $"{entry.FullName} is not on the list");
        }
    }

    // Every text in the contents of an event: a file is named by its hash, wherever that stands.
    static List<string> Words(string? payload)
    {
        if (payload is null)
            return [];
        Utf8JsonReader reader = new(Encoding.UTF8.GetBytes(payload));
        List<string> words = [];
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.String)
                words.Add(reader.GetString()!);
        }

        return words;
    }
}
