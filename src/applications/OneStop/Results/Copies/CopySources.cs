using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Files;
using VanLang.Kernel.Operations;
using VanLang.OneStop.Dossiers;
using VanLang.OneStop.Papers;
using VanLang.Signing.Contracts;

namespace VanLang.OneStop.Results.Copies;

/// <summary>Of what a copy may be certified in a dossier: scans (PDF) that were handed in, and the issued result.</summary>
sealed class CopySources(UnitOfWork unitOfWork)
{
    /// <summary>Pages that are looked at for a free place.</summary>
    public const int MostPages = 20;

    const string Pdf = "application/pdf";

    public async Task<IReadOnlyList<CopySource>> Of(DossierFile file, CancellationToken cancellationToken)
    {
        List<Guid> ids = [.. file.Documents.Select(document => document.FileId).OfType<Guid>()];
        Dictionary<Guid, StoredFile> stored = await unitOfWork.Read(
            (db, token) => db.Set<StoredFile>().Where(one => ids.Contains(one.Id)).ToDictionaryAsync(one => one.Id, token), cancellationToken);
        List<CopySource> found = [];
        foreach (SubmittedDocument document in file.Documents)
        {
            // What was not scanned for viruses yet, or failed it, is no more copied than it is opened.
            if (document.FileId is { } id && stored.GetValueOrDefault(id) is { ContentType: Pdf, MayBeOpened: true } scan)
                found.Add(new(document.Id, document.Name, scan.Id, scan.ContentHash, IsResult: false));
        }

        if (file.Papers.LastOrDefault(paper => paper.Kind == PaperKind.Result) is { FileId: { } resultFile, ContentHash: { } hash } result)
            found.Add(new(result.Id, $"{PaperFiles.NameOf(PaperKind.Result)}-{file.Dossier.Code}.pdf", resultFile, hash, IsResult: true));
        return found;
    }

    /// <summary>Pages of a file on which the mark covers nothing, among the first ones.</summary>
    public static IReadOnlyList<int> FreePages(ReadOnlyMemory<byte> pdf) =>
        [.. Enumerable.Range(1, MostPages).TakeWhile(page => SignaturePlaces.Find(pdf, SignatureBlock.CertifiedCopy, "copy", page) is not PlaceOutcome.Refused { Problem.Code: SigningCodes.PageMissing })
            .Where(page => SignaturePlaces.Find(pdf, SignatureBlock.CertifiedCopy, "copy", page) is PlaceOutcome.Found)];
}

/// <summary>An original.</summary>
/// <param name="Id">Of the submitted document, or of the issued paper.</param>
/// <param name="ContentHash">SHA-256 of the file, hexadecimal.</param>
sealed record CopySource(Guid Id, string Name, Guid FileId, string ContentHash, bool IsResult);
