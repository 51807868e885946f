using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using VanLang.Kernel.Record;
using VanLang.Ledger.Contracts;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Fees;
using VanLang.OneStop.Papers;
using VanLang.OneStop.Results;
using VanLang.OneStop.Signatures;
using VanLang.Signing.Contracts;

namespace VanLang.OneStop.Evidence;

/// <summary>
/// What a dossier leaves behind, in one file that a stranger checks without us (<c>vanlang-verify bundle</c>): its events as the log hashes them, their proofs, the signed head of the log
/// with witnesses and time-stamp, its papers, and what their signatures are worth today. The caller has decided that the reader may see the dossier.
/// </summary>
sealed class EvidenceBundle(LedgerReceipts receipts, PublishedLog log, ResultFiles files, SignatureChecks checks)
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

    /// <summary>The bundle, a ZIP file that is gone when it is closed; null before the log's first signed head.</summary>
    /// <param name="forCitizen">For the person whose dossier it is; else for an official who has it, or the operator.</param>
    public async Task<Stream?> Make(DossierFile file, bool forCitizen, CancellationToken cancellationToken)
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
            using (ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true))
                await Fill(new(zip, proved.Head.At), file, covered, papers.Count - covered.Count, proved, cancellationToken);
            stream.Position = 0;
            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    async Task Fill(Parts zip, DossierFile file, List<IssuedPaper> papers, int later, ReceiptsView proved, CancellationToken cancellationToken)
    {
        List<object> listed = [];
        foreach (IssuedPaper paper in papers)
        {
            ReadOnlyMemory<byte> pdf = await files.Read(paper.FileId!.Value, cancellationToken);
            string name = $"{PaperFiles.NameOf(paper.Kind)}-{paper.CheckCode}";
            string path = $"files/{name}.pdf";
            zip.Add(path, pdf.Span);
            listed.Add(new { path, kind = paper.Kind.ToString(), sha256 = Convert.ToHexStringLower(SHA256.HashData(pdf.Span)), paper.CheckCode, paper.IssuedAt });
            // Where too many are being checked, the file is there without the report.
            if (await checks.Check(pdf, cancellationToken) is { Signatures.Count: > 0 } report)
                zip.Add($"signatures/{name}.json", Encoding.UTF8.GetBytes(SignatureReportJson.Of($"{name}.pdf", report)));
        }

        string key = $"{await log.Key(cancellationToken)}";
        zip.Add("checkpoint.txt", Encoding.UTF8.GetBytes(proved.Head.Note));
        if (proved.Head.Stamp is { } stamp)
            zip.Add("checkpoint.tst", stamp);
        zip.Add("proofs.json", proved.Json());
        zip.Add("bundle.json", JsonSerializer.SerializeToUtf8Bytes(
            new { format = Format, dossier = file.Dossier.Code, log = key, witnesses = log.Witnesses.Select(witness => witness.ToString()), events = proved.Receipts.Count, files = listed, later }, Json));
        foreach (string language in (string[])["vi", "en"])
            zip.Add($"README.{language}.txt", Encoding.UTF8.GetBytes(EvidenceTexts.Readme(language, file.Dossier.Code, proved.Head.Size, key, later)));
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

    /// <summary>Parts of the bundle, all of the time of its head, so that the same bundle is the same file.</summary>
    sealed class Parts(ZipArchive zip, DateTimeOffset at)
    {
        public void Add(string path, ReadOnlySpan<byte> content)
        {
            ZipArchiveEntry entry = zip.CreateEntry(path);
            entry.LastWriteTime = at;
            using Stream stream = entry.Open();
            stream.Write(content);
        }
    }
}
