using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using VanLang.Kernel;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using VanLang.Signing.Contracts;

namespace VanLang.OneStop.Results.Elsewhere;

/// <summary>
/// Keys of signers on tokens or in a security module attached to the server. A token is opened by its holder's PIN for one registration or one signing; the token counts wrong ones, and
/// the record says who has tried.
/// </summary>
sealed partial class TokenKeys(KeyToken tokens, OwnCertificates certificates, UsableCertificates usable, UnitOfWork unitOfWork, Installation installation, ILogger<TokenKeys> log)
{
    /// <summary>Whether the installation has any.</summary>
    public bool IsOn => tokens.IsOn;

    /// <summary>Labels of the tokens that the actor may open: not those on which somebody else has registered a certificate, as nobody is to guess their PINs.</summary>
    public async Task<IReadOnlyList<string>> Labels(Actor actor, CancellationToken cancellationToken)
    {
        if (actor.PersonId is not { } person)
            return [];
        try
        {
            return [.. (await tokens.Labels(cancellationToken)).Except(await certificates.ReferencesOfOthers(KeyPlace.Token, person, cancellationToken))];
        }
        catch (TokenException fault)
        {
            LogFailed(fault);
            return [];
        }
    }

    /// <summary>Registers a certificate that lies beside its private key on a token as the actor's own.</summary>
    /// <param name="pin">Never stored, never logged.</param>
    /// <param name="thumbprint">Which of several (SHA-256, hexadecimal); null where none was chosen yet.</param>
    public async Task<TokenRegistration> Register(string label, string pin, string? thumbprint, Actor actor, CancellationToken cancellationToken)
    {
        if (label.Length == 0)
            return new(SigningErrors.TokenNotChosen, []);
        if (!(await Labels(actor, cancellationToken)).Contains(label))
            return new(SigningErrors.TokenMissing, []);
        Outcome<OpenToken> opened = await Open(label, pin, actor);
        if (!opened.Succeeded)
            return new(opened.Failure, []);
        TokenCertificate[] found;
        ReadOnlyMemory<byte> certificate;
        IReadOnlyList<ReadOnlyMemory<byte>> chain;
        using (OpenToken token = opened.Value)
        {
            found = [.. token.Certificates];
            if (found.Length == 0)
                return new(SigningErrors.TokenEmpty, []);
            if ((found.Length == 1 ? found[0] : found.FirstOrDefault(one => one.Thumbprint == thumbprint)) is not { } chosen)
                return new(SigningErrors.TokenChoose, found);
            Outcome<UnlockedKey> taken = Taken(token, chosen.Certificate);
            if (!taken.Succeeded)
                return new(taken.Failure, found);
            (certificate, chain) = (chosen.Certificate, taken.Value.Chain);
        }

        return new(await certificates.Add(KeyPlace.Token, label, certificate, chain, installation.IsDemonstration, actor, cancellationToken), found);
    }

    /// <summary>Opens the token of a registered certificate for one signing.</summary>
    /// <param name="pin">Never stored, never logged.</param>
    public async Task<Outcome<UnlockedKey>> Open(Guid certificateId, string pin, Actor actor, CancellationToken cancellationToken)
    {
        Outcome<HeldCertificate> held = await usable.Find(certificateId, actor, cancellationToken, KeyPlace.Token);
        if (!held.Succeeded)
            return held.Failure;
        Outcome<OpenToken> opened = await Open(held.Value.Reference, pin, actor);
        if (!opened.Succeeded)
            return opened.Failure;
        OpenToken token = opened.Value;
        Outcome<UnlockedKey> taken = token.Certificates.Any(one => one.Thumbprint == held.Value.Thumbprint) ? Taken(token, held.Value.Certificate)
            : token.Certificates.Count == 0 ? SigningErrors.TokenEmpty
            : SigningErrors.TokenOther;
        if (!taken.Succeeded)
            token.Dispose();
        return taken;
    }

    // It ends whether or not the page is still open: nobody tries a PIN off the record by going away.
    async Task<Outcome<OpenToken>> Open(string label, string pin, Actor actor)
    {
        // Who has typed nothing has not guessed: no try is spent.
        if (string.IsNullOrWhiteSpace(pin))
            return SigningErrors.TokenPinMissing;
        TokenOutcome outcome;
        try
        {
            outcome = await tokens.Open(label, pin, CancellationToken.None);
        }
        catch (CryptographicException fault)
        {
            LogFailed(fault);
            return SigningErrors.TokenFailed;
        }

        if (outcome is TokenOutcome.Opened opened)
            return opened.Token;
        if (outcome is TokenOutcome.WrongPin or TokenOutcome.Locked)
            await Note(label, outcome is TokenOutcome.Locked, actor);
        return outcome switch
        {
            TokenOutcome.WrongPin { Left: PinTries.One } => SigningErrors.TokenPinLast,
            TokenOutcome.WrongPin { Left: PinTries.Few } => SigningErrors.TokenPinFew,
            TokenOutcome.WrongPin => SigningErrors.TokenPinWrong,
            TokenOutcome.Locked => SigningErrors.TokenLocked,
            TokenOutcome.Busy => SigningErrors.TokenBusy,
            _ => SigningErrors.TokenMissing,
        };
    }

    Outcome<UnlockedKey> Taken(OpenToken token, ReadOnlyMemory<byte> certificate)
    {
        try
        {
            return token.Key(certificate) is { } key ? key : SigningErrors.TokenCannotSign;
        }
        catch (TokenException fault)
        {
            LogFailed(fault);
            return SigningErrors.TokenFailed;
        }
    }

    Task<Outcome<Done>> Note(string label, bool isLocked, Actor actor) => unitOfWork.Execute<Done>(
        new Operation("signing.token-pin-wrong", actor),
        (work, _) =>
        {
            work.Raise(new Subject("signing-token", actor.PersonId!.Value), "signing.token-pin-wrong", new { label, isLocked });
            return Task.FromResult<Outcome<Done>>(new Done());
        },
        CancellationToken.None);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A token or its library failed.")]
    private partial void LogFailed(Exception fault);
}

/// <summary>What came of registering a certificate on a token.</summary>
/// <param name="Found">The certificates that lie there, for who has to choose.</param>
sealed record TokenRegistration(Outcome<Done> Outcome, IReadOnlyList<TokenCertificate> Found);
