using System.Formats.Asn1;
using System.Security.Cryptography;

namespace VanLang.Signing.Tokens;

/// <summary>An elliptic key that only the token has.</summary>
internal sealed class TokenEcdsa : ECDsa
{
    private readonly Func<byte[], byte[]> sign;
    private Action? end;

    /// <param name="sign">Signs a hash; gives r and s, one behind the other.</param>
    /// <param name="end">Logs the token out.</param>
    public TokenEcdsa(int size, Func<byte[], byte[]> sign, Action end) => (KeySizeValue, this.sign, this.end) = (size, sign, end);

    public override byte[] SignHash(byte[] hash) => sign(hash);

    public override bool VerifyHash(byte[] hash, byte[] signature) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        Interlocked.Exchange(ref end, null)?.Invoke();
        base.Dispose(disposing);
    }
}

/// <summary>An RSA key that only the token has.</summary>
internal sealed class TokenRsa : RSA
{
    private readonly Func<byte[], byte[]> sign;
    private readonly RSAParameters publicParameters;
    private Action? end;

    /// <param name="sign">Signs a DigestInfo with PKCS #1 v1.5.</param>
    /// <param name="end">Logs the token out.</param>
    public TokenRsa(RSA publicKey, Func<byte[], byte[]> sign, Action end)
    {
        publicParameters = publicKey.ExportParameters(false);
        (KeySizeValue, this.sign, this.end) = (publicKey.KeySize, sign, end);
    }

    public override byte[] SignHash(byte[] hash, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding)
    {
        if (padding != RSASignaturePadding.Pkcs1 || hashAlgorithm != HashAlgorithmName.SHA256)
            throw new NotSupportedException();
        var info = new AsnWriter(AsnEncodingRules.DER);
        using (info.PushSequence())
        {
            using (info.PushSequence())
            {
                info.WriteObjectIdentifier("2.16.840.1.101.3.4.2.1");
                info.WriteNull();
            }

            info.WriteOctetString(hash);
        }

        return sign(info.Encode());
    }

    public override RSAParameters ExportParameters(bool includePrivateParameters) => includePrivateParameters ? throw new NotSupportedException() : publicParameters;

    public override void ImportParameters(RSAParameters parameters) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        Interlocked.Exchange(ref end, null)?.Invoke();
        base.Dispose(disposing);
    }
}
