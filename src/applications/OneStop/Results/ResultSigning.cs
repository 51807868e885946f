using System.Globalization;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Signing.Contracts;
using VanLang.Web.Contracts;

namespace VanLang.OneStop.Results;

/// <summary>What leader and records clerk do alike: open a key, sign a prepared revision.</summary>
static class ResultSigning
{
    // Who has typed nothing has not guessed: no try is counted.
    public static async Task<Outcome<UnlockedKey>> Open(SigningKeys keys, KeyHolder holder, string pin, Actor actor, CancellationToken cancellationToken) => string.IsNullOrWhiteSpace(pin)
        ? OneStopErrors.PinMissing
        : await keys.Open(holder, pin, actor, cancellationToken) switch
        {
            PinOutcome.Opened opened => opened.Key,
            PinOutcome.Wrong wrong => OneStopErrors.WrongPin.With(wrong.TriesLeft),
            PinOutcome.Locked locked => OneStopErrors.PinLocked.With(VietnameseFormat.DateTime(locked.Until)),
            _ => OneStopErrors.NoKey,
        };

    /// <summary>Signs without asking anybody, inside a transaction too.</summary>
    /// <exception cref="InvalidOperationException">A paper that we printed ourselves cannot be signed: a bug.</exception>
    public static ReadOnlyMemory<byte> Sign(ReadOnlyMemory<byte> pdf, SignatureRequest request, UnlockedKey key)
    {
        PreparedSignature prepared = Prepare(pdf, request);
        return Complete(prepared, key.Sign(prepared));
    }

    /// <summary>The same with a time-stamp, where an authority is set and answers.</summary>
    /// <exception cref="InvalidOperationException">A paper that we printed ourselves cannot be signed: a bug.</exception>
    public static async Task<ReadOnlyMemory<byte>> Sign(ReadOnlyMemory<byte> pdf, SignatureRequest request, UnlockedKey key, SignatureEvidence evidence, CancellationToken cancellationToken)
    {
        PreparedSignature prepared = Prepare(pdf, request with { CmsRoom = evidence.CmsRoom });
        return Complete(prepared, await evidence.WithTime(key.Sign(prepared), cancellationToken));
    }

    /// <summary>Puts in a signature of a key that is not ours, with a time-stamp where an authority is set and answers. It counts when our own validation finds it good.</summary>
    /// <param name="certificate">The registered certificate that must have made it.</param>
    /// <returns>What stands against the signature, or null and the signed file.</returns>
    public static async Task<(SigningProblem? Problem, ReadOnlyMemory<byte> Pdf)> Accept(
        PreparedSignature prepared, byte[] cms, ReadOnlyMemory<byte> certificate, string field, SignatureEvidence evidence, TrustListFile trust, TimeProvider time, CancellationToken cancellationToken)
    {
        // First whether it signs the document at all: a time-stamp is asked for nothing else.
        if (PdfSigner.Complete(prepared, cms) is CompleteOutcome.Refused refused)
            return (refused.Problem, default);
        ReadOnlyMemory<byte> pdf = Complete(prepared, await evidence.WithTime(cms, cancellationToken));
        return (CertificateCheck.FaultOfSignature(pdf, field, certificate, trust.Read(), time.GetUtcNow()), pdf);
    }

    /// <exception cref="InvalidOperationException">A paper that we printed ourselves cannot be signed: a bug.</exception>
    public static PreparedSignature Prepare(ReadOnlyMemory<byte> pdf, SignatureRequest request) => PdfSigner.Prepare(pdf, request) switch
    {
        PrepareOutcome.Ready ready => ready.Prepared,
        PrepareOutcome.Refused refused => throw Bug(refused.Problem),
        _ => throw new InvalidOperationException(),
    };

    /// <exception cref="InvalidOperationException">The signature is not one of the document: a bug, where it was made here.</exception>
    public static ReadOnlyMemory<byte> Complete(PreparedSignature prepared, byte[] cms) => PdfSigner.Complete(prepared, cms) switch
    {
        CompleteOutcome.Done done => done.Pdf,
        CompleteOutcome.Refused refused => throw Bug(refused.Problem),
        _ => throw new InvalidOperationException(),
    };

    static InvalidOperationException Bug(SigningProblem problem) => new(problem.Text(CultureInfo.InvariantCulture));
}
