using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Files;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.OneStop.Tracking;

namespace VanLang.OneStop.Papers;

/// <summary>
/// Whether a file that somebody has is a paper of ours: the file as it is, or a result or certified copy as it was handed out before evidence for its signatures was
/// appended. Only the hash is taken; the file is kept nowhere.
/// </summary>
sealed class PaperComparison(UnitOfWork unitOfWork, FileStore files)
{
    public async Task<bool> IsSame(CheckedPaper paper, Stream content, CancellationToken cancellationToken)
    {
        if (paper.Paper.ContentHash is not { } current)
            return false;
        using IncrementalHash hashing = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        (long length, byte[] buffer) = (0, new byte[81_920]);
        for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0; length += read)
            hashing.AppendData(buffer, 0, read);
        byte[] hash = hashing.GetHashAndReset();
        string said = Convert.ToHexStringLower(hash);
        return said == current
            || (await Issued(paper, cancellationToken) is { } issued && (said == issued || await IsEarlier(paper.Paper, issued, hash, length, cancellationToken)));
    }

    // Hash of what was issued, where something may have been appended to it since. Of a copy the record tells it.
    async Task<string?> Issued(CheckedPaper paper, CancellationToken cancellationToken)
    {
        if (paper.Paper.Kind == PaperKind.Result)
            return paper.Dossier.ResultFileHash;
        if (paper.Paper.Kind != PaperKind.CertifiedCopy)
            return null;
        IReadOnlyList<TimelineEvent> events = await unitOfWork.Read((db, token) => RecordTimeline.Of(db, paper.Paper.Subject, token), cancellationToken);
        using JsonDocument payload = JsonDocument.Parse(events.FirstOrDefault(one => one.Type == IssuedPapers.EventType)?.Payload ?? "{}");
        return payload.RootElement.TryGetProperty("after", out JsonElement after) && after.TryGetProperty("content_hash", out JsonElement issued) ? issued.GetString() : null;
    }

    // What was appended only ever follows what was issued, so an earlier file is the beginning of the file that is kept, from one end of a revision.
    async Task<bool> IsEarlier(IssuedPaper paper, string issued, byte[] hash, long length, CancellationToken cancellationToken)
    {
        (StoredFile? kept, long first) = await unitOfWork.Read(
            async (db, token) => (
                await db.Set<StoredFile>().FirstOrDefaultAsync(file => file.Id == paper.FileId, token),
                await db.Set<StoredFile>().Where(file => file.ContentHash == issued).Select(file => file.Length).FirstOrDefaultAsync(token)),
            cancellationToken);
        if (kept is null || first == 0 || length < first || length >= kept.Length)
            return false;
        await using Stream stream = files.Open(kept);
        byte[] beginning = new byte[length];
        await stream.ReadExactlyAsync(beginning, cancellationToken);
        return beginning.AsSpan().EndsWith("%%EOF\n"u8) && SHA256.HashData(beginning).AsSpan().SequenceEqual(hash);
    }
}
