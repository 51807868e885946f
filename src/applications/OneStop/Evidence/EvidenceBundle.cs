using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using VanLang.Kernel.Record;
using VanLang.Ledger.Contracts;
using VanLang.OneStop.Contracts;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Fees;
using VanLang.OneStop.Papers;
using VanLang.OneStop.Results;
using VanLang.OneStop.Signatures;
using VanLang.Signing.Contracts;

namespace VanLang.OneStop.Evidence;

/// <summary>
/// What a dossier leaves behind, in one file that a stranger checks without us (<c>vanlang-verify bundle</c>): its events as the log hashes them, their proofs, the signed head of the log
/// with witnesses and time-stamp, its papers, and what their signatures are worth today. An ASiC-E container whose list of files is time-stamped, so that tools of others can tell that nothing was changed since;
/// where no time-stamp can be had it is a plain ZIP file with the same files. The caller has decided that the reader may see the dossier.
/// </summary>
sealed class EvidenceBundle(LedgerReceipts receipts, PublishedLog log, ResultFiles files, SignatureChecks checks, SignatureEvidence evidence)
{
    /// <summary>Says what the file is.</summary>
    public const string Format = "vanlang-evidence-bundle/1";

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // What the citizen's own page tells in full. Of other events, which hold words between officials, the citizen gets the leaf and its proof.
    static readonly HashSet<string> ForCitizen =
    [
        SubmitDossier.EventType, AcceptDossier.EventType, RequestSupplement.EventType, SupplementDossier.EventType, RefuseDossier.EventType, StopDossier.EventType,
        IssueResult.EventType, ReturnResult.EventType, CollectFee.EventType, ExtendDueTime.EventType,
        WithdrawDossier.AskedEventType, WithdrawDossier.KeptEventType, WithdrawDossier.EventType,
    ];

    /// <summary>Proofs of all events of a dossier, JSON; null before the log's first signed head.</summary>
    public async Task<byte[]?> Proofs(DossierFile file, CancellationToken cancellationToken) => (await receipts.Of(Subjects(file), _ => true, cancellationToken))?.Json();

    /// <summary>The bundle, a file that is gone when it is closed; null before the log's first signed head.</summary>
    /// <param name="forCitizen">For the person whose dossier it is; else for an official who has it, or the operator.</param>
    public async Task<BundleFile?> Make(DossierFile file, bool forCitizen, CancellationToken cancellationToken)
    {
        List<IssuedPaper> papers = [.. file.Papers.Where(paper => paper.FileId is not null && (!forCitizen || IsForCitizen(paper, file.Dossier)))];
        HashSet<Guid> shown = [.. papers.Select(paper => paper.Id)];
        ReceiptsView? proved = await receipts.Of(
            Subjects(file),
            e => !forCitizen || (e.Subject.Kind == IssuedPaper.SubjectKind ? shown.Contains(e.Subject.Id) : e.Subject == file.Dossier.Subject && ForCitizen.Contains(e.Type)),
            cancellationToken);
        if (proved is null)
            return null;

        // What was issued a moment ago no head covers yet: it would stand there unproved, and a bundle says nothing that a stranger cannot check.
        string[] told = [.. proved.Receipts.Where(receipt => receipt.IsShown).Select(receipt => receipt.Event?.Payload).OfType<string>()];
        List<IssuedPaper> covered = [.. papers.Where(paper => paper.ContentHash is { } hash && told.Any(payload => payload.Contains(hash, StringComparison.Ordinal)))];

        // Made readable by its owner alone.
        FileStream stream = new(Path.GetTempFileName(), new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose });
        try
        {
            List<BundlePart> parts = await Parts(file, covered, papers.Count - covered.Count, proved, cancellationToken);
            bool isContainer = evidence.IsOn && await WriteContainer(stream, parts, proved.Head.At, cancellationToken);
            if (!isContainer)
                WriteZip(stream, parts, proved.Head.At);
            stream.Position = 0;
            return new(stream, isContainer);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    async Task<List<BundlePart>> Parts(DossierFile file, List<IssuedPaper> papers, int later, ReceiptsView proved, CancellationToken cancellationToken)
    {
        List<BundlePart> parts = [];
        List<object> listed = [];
        foreach (IssuedPaper paper in papers)
        {
            ReadOnlyMemory<byte> pdf = await files.Read(paper.FileId!.Value, cancellationToken);
            string name = $"{PaperFiles.NameOf(paper.Kind)}-{paper.CheckCode}";
            string path = $"files/{name}.pdf";
            parts.Add(new(path, "application/pdf", pdf));
            listed.Add(new { path, kind = paper.Kind.ToString(), sha256 = Convert.ToHexStringLower(SHA256.HashData(pdf.Span)), paper.CheckCode, paper.IssuedAt });
            // Where too many are being checked, the file is there without the report.
            if (await checks.Check(pdf, null, cancellationToken) is { Signatures.Count: > 0 } report)
                parts.Add(new($"signatures/{name}.json", "application/json", Encoding.UTF8.GetBytes(SignatureReportJson.Of($"{name}.pdf", report))));
        }

        string key = $"{await log.Key(cancellationToken)}";
        parts.Add(new("checkpoint.txt", "text/plain", Encoding.UTF8.GetBytes(proved.Head.Note)));
        if (proved.Head.Stamp is { } stamp)
            parts.Add(new("checkpoint.tst", "application/vnd.etsi.timestamp-token", stamp));
        parts.Add(new("proofs.json", "application/json", proved.Json()));
        parts.Add(new("bundle.json", "application/json", JsonSerializer.SerializeToUtf8Bytes(
            new { format = Format, dossier = file.Dossier.Code, log = key, witnesses = log.Witnesses.Select(witness => witness.ToString()), events = proved.Receipts.Count, files = listed, later }, Json)));
        foreach (string language in (string[])["vi", "en"])
            parts.Add(new($"README.{language}.txt", "text/plain", Encoding.UTF8.GetBytes(EvidenceTexts.Readme(language, file.Dossier.Code, proved.Head.Size, key, later))));
        return parts;
    }

    // False where the authority does not answer; nothing of the file is of use then.
    async Task<bool> WriteContainer(FileStream stream, List<BundlePart> parts, DateTimeOffset at, CancellationToken cancellationToken)
    {
        using ContainerWriter writer = new(stream, at);
        foreach (BundlePart part in parts)
            writer.Add(part.Path, part.Content.Span, part.MediaType);
        return await writer.Stamp(async list => (await evidence.Stamp(list, cancellationToken)).Token);
    }

    // All of the time of its head, so that the same bundle is the same file.
    static void WriteZip(FileStream stream, List<BundlePart> parts, DateTimeOffset at)
    {
        stream.SetLength(0);
        stream.Position = 0;
        using ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (BundlePart part in parts)
        {
            ZipArchiveEntry entry = zip.CreateEntry(part.Path);
            entry.LastWriteTime = at;
            using Stream content = entry.Open();
            content.Write(part.Content.Span);
        }
    }

    static bool IsForCitizen(IssuedPaper paper, Dossier dossier) => paper.Kind != PaperKind.OpinionLetter && (paper.Kind != PaperKind.Result || FeeRules.IsSettled(dossier));

    static IReadOnlyList<Subject> Subjects(DossierFile file) =>
    [
        file.Dossier.Subject,
        .. file.Result is { } result ? [result.Subject] : Array.Empty<Subject>(),
        .. file.Papers.Select(paper => paper.Subject),
        .. file.FeeReceipts.Select(receipt => receipt.Subject),
        .. file.Opinions.Select(opinion => opinion.Subject),
        .. file.Inspection is { } inspection ? [inspection.Subject] : Array.Empty<Subject>(),
    ];

    sealed record BundlePart(string Path, string MediaType, ReadOnlyMemory<byte> Content);
}
