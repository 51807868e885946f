using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Files;
using VanLang.Kernel.Operations;
using VanLang.OneStop.Papers;

namespace VanLang.OneStop.Results;

/// <summary>Papers of our own in the file store.</summary>
sealed class ResultFiles(UnitOfWork unitOfWork, FileStore files)
{
    /// <summary>The whole of a stored paper; verified while it is read.</summary>
    public async Task<ReadOnlyMemory<byte>> Read(Guid fileId, CancellationToken cancellationToken)
    {
        StoredFile file = await unitOfWork.Read((db, token) => db.Set<StoredFile>().SingleAsync(f => f.Id == fileId, token), cancellationToken);
        await using Stream stream = files.Open(file);
        using MemoryStream content = new();
        await stream.CopyToAsync(content, cancellationToken);
        return content.ToArray();
    }

    /// <summary>Stores a paper; the caller adds the row in its operation.</summary>
    public async Task<StoredFile> Keep(ReadOnlyMemory<byte> pdf, string name, CancellationToken cancellationToken)
    {
        using MemoryStream content = new(pdf.ToArray());
        return await files.Receive(content, PaperFiles.Policy, name, cancellationToken) is FileReceipt.Received received
            ? received.File
            : throw new InvalidOperationException("The file store refused a paper of our own.");
    }
}
