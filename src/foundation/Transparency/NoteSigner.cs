using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace VanLang.Transparency;

/// <summary>The secret half of a key that signs notes (Ed25519, RFC 8032). Forgets it when disposed.</summary>
public sealed class NoteSigner : IDisposable
{
    readonly byte[] seed;

    /// <param name="seed">32 secret bytes; copied.</param>
    public NoteSigner(string name, NoteKeyKind kind, ReadOnlySpan<byte> seed)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!VerifierKey.IsName(name))
            throw new ArgumentException("A name of a key has no spaces and no plus.", nameof(name));
        ArgumentOutOfRangeException.ThrowIfNotEqual(seed.Length, Ed25519.SecretKeySize);
        this.seed = seed.ToArray();
        byte[] key = new byte[Ed25519.PublicKeySize];
        Ed25519.GeneratePublicKey(this.seed, 0, key, 0);
        Key = new(name, kind, key);
    }

    /// <summary>The public half.</summary>
    public VerifierKey Key { get; }

    /// <summary>A new secret.</summary>
    public static byte[] NewSeed() => RandomNumberGenerator.GetBytes(Ed25519.SecretKeySize);

    /// <summary>Signs a text.</summary>
    /// <param name="at">Time of the signature; said in it by witnesses alone.</param>
    public NoteSignature Sign(string text, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(text);
        long seconds = at.ToUnixTimeSeconds();
        byte[] message = Key.Kind == NoteKeyKind.Witness ? VerifierKey.Cosigned(text, seconds) : Encoding.UTF8.GetBytes(text);
        byte[] signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(seed, 0, message, 0, message.Length, signature, 0);
        if (Key.Kind == NoteKeyKind.Log)
            return new(Key.Name, Key.KeyId, signature);
        byte[] timed = new byte[sizeof(long) + signature.Length];
        BinaryPrimitives.WriteInt64BigEndian(timed, seconds);
        signature.CopyTo(timed, sizeof(long));
        return new(Key.Name, Key.KeyId, timed);
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(seed);
}
