using VanLang.Kernel;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Signing.Contracts;

namespace VanLang.OneStop.Results.Elsewhere;

/// <summary>
/// Key files of signers (PKCS #12). A file comes with its password for one signing and is gone with the request: a copy here would outlive what its holder does with the file, and its
/// password is not ours to limit.
/// </summary>
sealed class KeyFiles(OwnCertificates certificates, UsableCertificates usable, Installation installation)
{
    /// <summary>Registers the certificate of a file as the actor's own.</summary>
    /// <param name="password">Never stored, never logged; nor is the file.</param>
    public async Task<Outcome<Done>> Register(ReadOnlyMemory<byte> file, string password, Actor actor, CancellationToken cancellationToken)
    {
        using UnlockedKey? key = KeyFile.Open(file, password);
        return key is null
            ? SigningErrors.KeyFileWrong
            : await certificates.Add(KeyPlace.File, "", key.Certificate, key.Chain, installation.IsDemonstration, actor, cancellationToken);
    }

    /// <summary>Opens the file of a registered certificate for one signing.</summary>
    public async Task<Outcome<UnlockedKey>> Open(Guid certificateId, ReadOnlyMemory<byte> file, string password, Actor actor, CancellationToken cancellationToken)
    {
        Outcome<HeldCertificate> held = await usable.Find(certificateId, actor, cancellationToken, KeyPlace.File);
        if (!held.Succeeded)
            return held.Failure;
        if (KeyFile.Open(file, password) is not { } key)
            return SigningErrors.KeyFileWrong;
        if (key.Certificate.Span.SequenceEqual(held.Value.Certificate.Span))
            return key;
        key.Dispose();
        return SigningErrors.OtherKeyFile;
    }
}
