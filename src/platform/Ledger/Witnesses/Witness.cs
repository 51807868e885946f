using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using VanLang.Kernel.Files;
using VanLang.Transparency;

namespace VanLang.Ledger.Witnesses;

/// <summary>
/// A witness of logs (C2SP tlog-witness): it signs a head only where the log has grown out of the head that it signed before, and keeps that head before it answers.
/// What was refused though the log had signed it is kept too: it shows that the log has two histories.
/// </summary>
sealed class Witness : IDisposable
{
    readonly NoteSigner signer;
    readonly IReadOnlyList<VerifierKey> logs;
    readonly string folder;
    readonly TimeProvider time;
    readonly FileStream alone;
    readonly SemaphoreSlim turn = new(1, 1);

    Witness(NoteSigner signer, IReadOnlyList<VerifierKey> logs, string folder, FileStream alone, TimeProvider time) =>
        (this.signer, this.logs, this.folder, this.alone, this.time) = (signer, logs, folder, alone, time);

    public VerifierKey Key => signer.Key;

    /// <param name="folder">Where key and heads lie, of this one program; made where it is missing.</param>
    /// <exception cref="IOException">Another witness works in the folder.</exception>
    public static Witness Open(string folder, string name, IReadOnlyList<VerifierKey> logs, TimeProvider time)
    {
        DurableFiles.CreateFolder(folder);
        FileStream alone = new(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        string file = Path.Combine(folder, "witness.key");
        if (!File.Exists(file))
            DurableFiles.WriteNew(file, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(NoteSigner.NewSeed())));
        byte[] seed = Convert.FromHexString(File.ReadAllText(file).Trim());
        return new(new NoteSigner(name, NoteKeyKind.Witness, seed), logs, folder, alone, time);
    }

    /// <summary>Answers a request.</summary>
    public async Task<WitnessVerdict> Add(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (WitnessRequest.TryParse(body.Span) is not { } request || Checkpoint.TryParse(request.Note.Text) is not { } head)
            return WitnessVerdict.Of(StatusCodes.Status400BadRequest);
        if (!logs.Any(log => log.Name == head.Origin))
            return WitnessVerdict.Of(StatusCodes.Status404NotFound);
        if (!logs.Any(log => Checkpoint.Of(request.Note, log) is not null))
            return WitnessVerdict.Of(StatusCodes.Status403Forbidden);
        if (request.OldSize > head.Size || (request.OldSize is 0 && request.Proof.Count > 0))
            return WitnessVerdict.Of(StatusCodes.Status400BadRequest);
        // Comparing with the last head and keeping the new one is one act: two at once must not take a longer log back.
        await turn.WaitAsync(cancellationToken);
        try
        {
            return Add(request, head);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose()
    {
        signer.Dispose();
        turn.Dispose();
        alone.Dispose();
    }

    WitnessVerdict Add(WitnessRequest request, Checkpoint head)
    {
        string file = Path.Combine(folder, $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(head.Origin)))}.head");
        Checkpoint? last = File.Exists(file) ? Checkpoint.TryParse(SignedNote.TryParse(File.ReadAllBytes(file))?.Text ?? "") ?? throw new InvalidDataException($"{file} holds no head of a log.") : null;
        long known = last?.Size ?? 0;
        if (request.OldSize != known)
            return WitnessVerdict.Elsewhere(known);
        if (known == head.Size && last is not null && !last.Root.Span.SequenceEqual(head.Root.Span))
            return Forked(request, WitnessVerdict.Of(StatusCodes.Status409Conflict));
        if (last is not null && known > 0 && !new ConsistencyProof((ulong)known, (ulong)head.Size, last.Root, head.Root, request.Proof).Holds())
            return Forked(request, WitnessVerdict.Of(StatusCodes.Status422UnprocessableEntity));
        DurableFiles.Replace(file, Encoding.UTF8.GetBytes(request.Note.ToString()));
        return WitnessVerdict.Signed(signer.Sign(head.Text, time.GetUtcNow()));
    }

    WitnessVerdict Forked(WitnessRequest request, WitnessVerdict verdict)
    {
        string kept = request.ToString();
        string name = $"refused-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(kept)))[..16]}";
        DurableFiles.WriteNew(Path.Combine(folder, name), Encoding.UTF8.GetBytes(kept));
        return verdict;
    }
}

/// <summary>Answer of a witness.</summary>
sealed record WitnessVerdict(int Status, string Body, string ContentType)
{
    const string Text = "text/plain; charset=utf-8";

    public static WitnessVerdict Of(int status) => new(status, "", Text);

    public static WitnessVerdict Signed(NoteSignature signature) => new(StatusCodes.Status200OK, $"{signature}\n", Text);

    public static WitnessVerdict Elsewhere(long size) => new(StatusCodes.Status409Conflict, string.Create(CultureInfo.InvariantCulture, $"{size}\n"), WitnessRequest.SizeContentType);
}
