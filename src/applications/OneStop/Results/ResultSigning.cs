using System.Globalization;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Signing.Contracts;
using VanLang.Web.Contracts;

namespace VanLang.OneStop.Results;

/// <summary>What leader and records clerk do alike: open a key, sign a prepared revision.</summary>
static class ResultSigning
{
    public static async Task<Outcome<UnlockedKey>> Open(SigningKeys keys, KeyHolder holder, string pin, Actor actor, CancellationToken cancellationToken) =>
        await keys.Open(holder, pin, actor, cancellationToken) switch
        {
            PinOutcome.Opened opened => opened.Key,
            PinOutcome.Wrong wrong => OneStopErrors.WrongPin.With(wrong.TriesLeft),
            PinOutcome.Locked locked => OneStopErrors.PinLocked.With(VietnameseFormat.DateTime(locked.Until)),
            _ => OneStopErrors.NoKey,
        };

    /// <exception cref="InvalidOperationException">A paper that we printed ourselves cannot be signed: a bug.</exception>
    public static ReadOnlyMemory<byte> Sign(ReadOnlyMemory<byte> pdf, SignatureRequest request, UnlockedKey key)
    {
        PreparedSignature prepared = PdfSigner.Prepare(pdf, request) switch
        {
            PrepareOutcome.Ready ready => ready.Prepared,
            PrepareOutcome.Refused refused => throw Bug(refused.Problem),
            _ => throw new InvalidOperationException(),
        };
        return PdfSigner.Complete(prepared, key.Sign(prepared)) switch
        {
            CompleteOutcome.Done done => done.Pdf,
            CompleteOutcome.Refused refused => throw Bug(refused.Problem),
            _ => throw new InvalidOperationException(),
        };
    }

    static InvalidOperationException Bug(SigningProblem problem) => new(problem.Text(CultureInfo.InvariantCulture));
}
