using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Net.Pkcs11Interop.Common;
using Net.Pkcs11Interop.HighLevelAPI;
using VanLang.Signing.Contracts;

namespace VanLang.Signing.Tokens;

/// <summary>A session on a token in which its holder is logged in. Disposed, once or more often, it ends the login and lets the next one have the token.</summary>
internal sealed class TokenSession(ISession session, Pkcs11InteropFactories factories, SemaphoreSlim turn) : IDisposable
{
    private SemaphoreSlim? turn = turn;

    /// <summary>Certificates (X.509) with their identifiers.</summary>
    /// <exception cref="Pkcs11Exception">The token failed.</exception>
    /// <exception cref="CryptographicException">What it holds as a certificate is none.</exception>
    public List<(byte[] Id, X509Certificate2 Certificate)> Certificates() =>
        Objects(CKO.CKO_CERTIFICATE, factories.ObjectAttributeFactory.Create(CKA.CKA_CERTIFICATE_TYPE, CKC.CKC_X_509))
            .ConvertAll(handle => (Value(handle, CKA.CKA_ID), X509CertificateLoader.LoadCertificate(Value(handle, CKA.CKA_VALUE))));

    /// <summary>Private keys with their identifiers.</summary>
    /// <exception cref="Pkcs11Exception">The token failed.</exception>
    public List<(byte[] Id, IObjectHandle Key)> PrivateKeys() => Objects(CKO.CKO_PRIVATE_KEY).ConvertAll(handle => (Value(handle, CKA.CKA_ID), handle));

    /// <summary>Signs as the mechanism does.</summary>
    /// <exception cref="TokenException">The token failed.</exception>
    public byte[] Sign(CKM mechanism, IObjectHandle key, byte[] data)
    {
        try
        {
            return session.Sign(factories.MechanismFactory.Create(mechanism), key, data);
        }
        catch (Pkcs11Exception fault)
        {
            throw new TokenException(fault.Message, fault);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref turn, null) is not { } mine)
            return;
        try
        {
            Close(session);
        }
        finally
        {
            mine.Release();
        }
    }

    /// <summary>Logs out and closes. What cannot be ended because the token has gone has ended.</summary>
    public static void Close(ISession? session)
    {
        foreach (Action end in session is null ? [] : new Action[] { session.Logout, session.Dispose })
        {
            try
            {
                end();
            }
            catch (Pkcs11Exception)
            {
                // Nobody was logged in, or nothing is there any more. Where a login remains all the same, whoever comes next ends it.
            }
        }
    }

    private List<IObjectHandle> Objects(CKO kind, params IObjectAttribute[] others) => session.FindAllObjects([factories.ObjectAttributeFactory.Create(CKA.CKA_CLASS, kind), .. others]);

    private byte[] Value(IObjectHandle handle, CKA attribute) => session.GetAttributeValue(handle, [attribute])[0].GetValueAsByteArray() ?? [];
}
