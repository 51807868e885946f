using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.OneStop.Desk;
using VanLang.OneStop.Dossiers;
using VanLang.Processes.Contracts;
using VanLang.Signing.Contracts;

namespace VanLang.OneStop.Results;

/// <summary>
/// One PIN signs several results, up to <see cref="UnlockedKey.MostSignatures"/>, each of which the signer has opened as it stands. Each is a step of its own: what fails leaves the
/// others signed and is named.
/// </summary>
sealed partial class SignResults(UnitOfWork unitOfWork, SignResult sign, SigningKeys keys, WorkHistory history, ILogger<SignResults> log)
{
    /// <param name="chosen">As the list showed them.</param>
    /// <param name="pin">Never stored, never logged.</param>
    /// <param name="key">Idempotency key of the form.</param>
    /// <returns>What became of each; a failure where nothing was signed because of the choice or the PIN.</returns>
    public Task<Outcome<SignedOne[]>> Handle(IReadOnlyList<ChosenResult> chosen, string pin, string key, Actor actor, CancellationToken cancellationToken) =>
        Handle(chosen, () => ResultSigning.Open(keys, KeyHolder.Person(actor.PersonId ?? Guid.Empty), pin, actor, cancellationToken), sign.With, key, actor, cancellationToken);

    /// <summary>The same with any key of the signer's own.</summary>
    /// <param name="open">Opens it, once it is known that there is something to sign.</param>
    public Task<Outcome<SignedOne[]>> Handle(
        IReadOnlyList<ChosenResult> chosen, Func<Task<Outcome<UnlockedKey>>> open, string key, Actor actor, CancellationToken cancellationToken) =>
        Handle(chosen, open, sign.WithOwn, key, actor, cancellationToken);

    async Task<Outcome<SignedOne[]>> Handle(
        IReadOnlyList<ChosenResult> chosen, Func<Task<Outcome<UnlockedKey>>> open, SignOne with, string key, Actor actor, CancellationToken cancellationToken)
    {
        Outcome<ReadyResult[]> looked = await Look(chosen, actor, cancellationToken);
        if (!looked.Succeeded)
            return looked.Failure;
        if (looked.Value.All(one => one.Result is null))
            return looked.Value.Select(one => one.Settled!).ToArray();
        if (await open() is var opened && !opened.Succeeded)
            return opened.Failure;
        using UnlockedKey unlocked = opened.Value;
        // One after the other: a token that fails in between leaves the signed ones signed and names the others.
        List<SignedOne> done = [];
        foreach (ReadyResult one in looked.Value)
        {
            done.Add(one.Result is null ? one.Settled! : await Each(
                one.Chosen, () => with(unlocked, one.Command(key), one.Chosen.Code, one.Result, actor, cancellationToken), actor, cancellationToken));
        }

        return done.ToArray();
    }

    /// <summary>Looks which of them may be signed, before anybody is asked for a PIN.</summary>
    public async Task<Outcome<ReadyResult[]>> Look(IReadOnlyList<ChosenResult> chosen, Actor actor, CancellationToken cancellationToken)
    {
        ChosenResult[] each = [.. chosen.DistinctBy(one => one.WorkItemId)];
        if (each.Length == 0)
            return SigningErrors.NothingChosen;
        if (each.Length > UnlockedKey.MostSignatures)
            return SigningErrors.TooMany.With(each.Length, UnlockedKey.MostSignatures);
        ReadyResult[] looked = new ReadyResult[each.Length];
        for (int i = 0; i < each.Length; i++)
            looked[i] = await Look(each[i], actor, cancellationToken);
        return looked;
    }

    /// <summary>Does one of several: whatever goes wrong with it is its own matter.</summary>
    public async Task<SignedOne> Each(ChosenResult one, Func<Task<Outcome<StepDone>>> act, Actor actor, CancellationToken cancellationToken)
    {
        try
        {
            Outcome<StepDone> outcome = await act();
            // Sent from two windows: what the other one has signed is signed.
            return outcome.Succeeded || await IsSigned(one, actor, cancellationToken) ? new(one.Code, null) : new(one.Code, outcome.Failure);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogBroken(fault, one.Code);
            return new(one.Code, fault is TokenException ? SigningErrors.TokenFailed : SigningErrors.Broken);
        }
    }

    async Task<ReadyResult> Look(ChosenResult one, Actor actor, CancellationToken cancellationToken)
    {
        Outcome<DossierResult> found = await sign.Find(one.Code, one.SeenHash, actor, cancellationToken);
        if (!found.Succeeded)
        {
            // Asked afterwards: another window may sign it at this moment.
            return await IsSigned(one, actor, cancellationToken) ? new(one, null, new(one.Code, null))
                : Refused(found.Failure.Code == KernelErrors.Conflict ? SigningErrors.Changed : found.Failure);
        }

        Guid dossier = found.Value.DossierId;
        string? opened = await unitOfWork.Read(
            (db, token) => db.Set<ResultOpening>().Where(o => o.DossierId == dossier && o.PersonId == actor.PersonId).Select(o => o.ContentHash).SingleOrDefaultAsync(token), cancellationToken);
        return opened is null ? Refused(SigningErrors.NotOpened) : opened == one.SeenHash ? new(one, found.Value, null) : Refused(SigningErrors.Changed);

        ReadyResult Refused(Failure failure) => new(one, null, new(one.Code, failure));
    }

    async Task<bool> IsSigned(ChosenResult one, Actor actor, CancellationToken cancellationToken) =>
        await history.Done(one.WorkItemId, DeskForms.Sign, actor, cancellationToken) is { Succeeded: true };

    delegate Task<Outcome<StepDone>> SignOne(UnlockedKey key, StepCommand step, string dossierCode, DossierResult result, Actor actor, CancellationToken cancellationToken);

    [LoggerMessage(Level = LogLevel.Error, Message = "The result of {Dossier} could not be signed.")]
    private partial void LogBroken(Exception fault, string dossier);
}

/// <summary>A result that was chosen, as the list showed it.</summary>
/// <param name="Revision">Revision of the dossier.</param>
/// <param name="SeenHash">SHA-256 of the file.</param>
sealed record ChosenResult(Guid WorkItemId, string Code, int Revision, string SeenHash)
{
    /// <summary>As a form sends it.</summary>
    public override string ToString() => $"{WorkItemId:N} {Revision} {SeenHash} {Code}";

    /// <summary>What a form has sent; null where it is no such thing.</summary>
    public static ChosenResult? Read(string? text) => text?.Split(' ', 4) is [var item, var revision, { Length: 64 } hash, { Length: > 0 and <= 64 } code]
        && Guid.TryParseExact(item, "N", out Guid workItem)
        && int.TryParse(revision, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int seen)
            ? new(workItem, code, seen, hash)
            : null;
}

/// <summary>A chosen result that may be signed, or what became of it already.</summary>
/// <param name="Result">Null where it is settled.</param>
sealed record ReadyResult(ChosenResult Chosen, DossierResult? Result, SignedOne? Settled)
{
    /// <summary>The step under the key of the whole: each is answered once, however often the form is sent.</summary>
    public StepCommand Command(string key) => new(Chosen.WorkItemId, Chosen.Revision, $"{key}-{Chosen.WorkItemId:N}");
}

/// <summary>What became of one of several.</summary>
/// <param name="Failure">Null where it is signed.</param>
sealed record SignedOne(string Code, Failure? Failure);
