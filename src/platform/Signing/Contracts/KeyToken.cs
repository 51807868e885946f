using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using VanLang.Signing.Tokens;

namespace VanLang.Signing.Contracts;

/// <summary>What came of opening a token.</summary>
public abstract record TokenOutcome
{
    private TokenOutcome()
    {
    }

    /// <summary>The key; the token is logged out when it is disposed.</summary>
    public sealed record Opened(UnlockedKey Key) : TokenOutcome;

    /// <summary>The PIN is wrong; the token itself counts the tries.</summary>
    public sealed record WrongPin : TokenOutcome;

    /// <summary>The token has locked itself after too many wrong PINs.</summary>
    public sealed record Locked : TokenOutcome;

    /// <summary>No such token, or no key with a certificate on it.</summary>
    public sealed record NoKey : TokenOutcome;
}

/// <summary>
/// Keys on a token or in a security module (PKCS #11 v2.40): the private key never leaves it. A token is opened with its holder's PIN for one request and logged out after it; a second
/// request waits, since a login counts for the whole process and nobody may sign on the PIN of another. One of this class for a library and process: the library ends when it is disposed.
/// </summary>
public sealed class KeyToken : IDisposable
{
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Turns = new();

    // The package asks for "libdl", which machines without compilers only have under its full name.
    private static readonly bool FindsLoader = FindLoader();
    private readonly Pkcs11InteropFactories factories = new();
    private readonly IPkcs11Library library;
    private readonly string path;

    /// <summary>Loads the library of the token's maker.</summary>
    /// <param name="path">The library (<c>.so</c>), as the operator names it.</param>
    /// <exception cref="Pkcs11Exception">It cannot be started.</exception>
    public KeyToken(string path)
    {
        this.path = path;
        _ = FindsLoader;
        library = factories.Pkcs11LibraryFactory.LoadPkcs11Library(factories, path, AppType.MultiThreaded);
    }

    /// <summary>Opens the key of a token.</summary>
    /// <param name="label">Label of the token.</param>
    /// <param name="pin">PIN of its holder, of which nothing is kept.</param>
    public async Task<TokenOutcome> Open(string label, string pin, CancellationToken cancellationToken)
    {
        var turn = Turns.GetOrAdd($"{path}\n{label}", _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        var outcome = Login(label, pin, turn);
        if (outcome is not TokenOutcome.Opened)
            turn.Release();
        return outcome;
    }

    /// <inheritdoc/>
    public void Dispose() => library.Dispose();

    private static bool FindLoader()
    {
        NativeLibrary.SetDllImportResolver(typeof(IPkcs11Library).Assembly, (name, _, _) => name == "libdl" && NativeLibrary.TryLoad("libdl.so.2", out var found) ? found : IntPtr.Zero);
        return true;
    }

    private TokenOutcome Login(string label, string pin, SemaphoreSlim turn)
    {
        ISession? session = null;
        try
        {
            var slot = library.GetSlotList(SlotsType.WithTokenPresent).FirstOrDefault(candidate => candidate.GetTokenInfo().Label.Trim() == label);
            if (slot is null)
                return new TokenOutcome.NoKey();
            session = slot.OpenSession(SessionType.ReadOnly);
            session.Login(CKU.CKU_USER, pin);
            if (Key(session, () => End(session, turn)) is { } key)
                return new TokenOutcome.Opened(key);
            session.Logout();
            session.Dispose();
            return new TokenOutcome.NoKey();
        }
        catch (Pkcs11Exception fault)
        {
            session?.Dispose();
            return fault.RV switch
            {
                CKR.CKR_PIN_INCORRECT or CKR.CKR_PIN_INVALID or CKR.CKR_PIN_LEN_RANGE => new TokenOutcome.WrongPin(),
                CKR.CKR_PIN_LOCKED => new TokenOutcome.Locked(),
                CKR.CKR_TOKEN_NOT_PRESENT or CKR.CKR_DEVICE_REMOVED or CKR.CKR_TOKEN_NOT_RECOGNIZED => new TokenOutcome.NoKey(),
                _ => throw new CryptographicException(fault.Message, fault),
            };
        }
    }

    // The private key whose identifier a certificate has, and the other certificates beside it.
    private UnlockedKey? Key(ISession session, Action end)
    {
        var certificates = Objects(session, CKO.CKO_CERTIFICATE).Select(handle => (Id: Value(session, handle, CKA.CKA_ID), Certificate: X509CertificateLoader.LoadCertificate(Value(session, handle, CKA.CKA_VALUE)))).ToList();
        foreach (var handle in Objects(session, CKO.CKO_PRIVATE_KEY))
        {
            var id = Value(session, handle, CKA.CKA_ID);
            if (certificates.FirstOrDefault(candidate => candidate.Id.AsSpan().SequenceEqual(id)).Certificate is not { } certificate)
                continue;
            using var publicKey = certificate.GetECDsaPublicKey();
            AsymmetricAlgorithm key = publicKey is not null
                ? new TokenEcdsa(publicKey.KeySize, hash => session.Sign(factories.MechanismFactory.Create(CKM.CKM_ECDSA), handle, hash), end)
                : new TokenRsa(certificate, digestInfo => session.Sign(factories.MechanismFactory.Create(CKM.CKM_RSA_PKCS), handle, digestInfo), end);
            return new UnlockedKey(key, certificate, [.. certificates.Where(other => other.Certificate != certificate && IsIssuer(other.Certificate)).Select(other => other.Certificate.RawDataMemory)]);
        }

        return null;
    }

    private static bool IsIssuer(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(extension => extension.CertificateAuthority) && !certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    private List<IObjectHandle> Objects(ISession session, CKO kind) => session.FindAllObjects([factories.ObjectAttributeFactory.Create(CKA.CKA_CLASS, kind)]);

    private static byte[] Value(ISession session, IObjectHandle handle, CKA attribute) => session.GetAttributeValue(handle, [attribute])[0].GetValueAsByteArray() ?? [];

    private static void End(ISession session, SemaphoreSlim turn)
    {
        try
        {
            session.Logout();
            session.Dispose();
        }
        catch (Pkcs11Exception)
        {
            // It was taken out: so nobody is logged in.
        }
        finally
        {
            turn.Release();
        }
    }
}
