using VanLang.Kernel;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Signing.Contracts;

namespace VanLang.OneStop.Results.Elsewhere;

/// <summary>Keys that the remote service holds for signers.</summary>
sealed class RemoteKeys(RemoteSigning remote, OwnCertificates certificates, Installation installation)
{
    const int LongestAccount = 100;

    /// <summary>Registers the certificates that the service holds under an account there and that name the actor.</summary>
    public async Task<Outcome<Done>> Register(string account, Actor actor, CancellationToken cancellationToken)
    {
        if (account.Trim() is not { Length: > 0 and <= LongestAccount } name)
            return SigningErrors.NoCredential;
        IReadOnlyList<RemoteCredential> found;
        try
        {
            found = await remote.Credentials(name, cancellationToken);
        }
        catch (RemoteSigningException)
        {
            return SigningErrors.ServiceSilent;
        }

        Failure? refused = null;
        int added = 0;
        foreach (RemoteCredential credential in found)
        {
            Outcome<Done> outcome = await certificates.Add(KeyPlace.Remote, credential.Id, credential.Certificate, credential.Chain, installation.IsDemonstration, actor, cancellationToken);
            added += outcome.Succeeded ? 1 : 0;
            refused ??= outcome.Failure;
        }

        return added > 0 ? new Done() : refused ?? SigningErrors.NoCredential;
    }
}
