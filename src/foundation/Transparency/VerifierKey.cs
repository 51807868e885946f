using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace VanLang.Transparency;

/// <summary>What a key signs.</summary>
public enum NoteKeyKind : byte
{
    /// <summary>A log: Ed25519 over the text of the note.</summary>
    Log = 0x01,

    /// <summary>A witness: Ed25519 over time and text (C2SP tlog-cosignature, <c>cosignature/v1</c>).</summary>
    Witness = 0x04,
}

/// <summary>The public half of a key that signs notes, written <c>NAME+HASH+KEY</c> (C2SP signed-note, Verifier keys).</summary>
/// <param name="Name">Name of the log or witness: an address without scheme.</param>
/// <param name="PublicKey">Ed25519, 32 bytes.</param>
public sealed record VerifierKey(string Name, NoteKeyKind Kind, ReadOnlyMemory<byte> PublicKey)
{
    /// <summary>Number by which signature lines name the key.</summary>
    public uint KeyId => BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData([.. Encoding.UTF8.GetBytes(Name), (byte)'\n', (byte)Kind, .. PublicKey.Span]));

    /// <summary>Reads a key as it is published; null for what is none, or of a kind that nobody here can check.</summary>
    public static VerifierKey? TryParse(string? text)
    {
        // Base64 may hold a plus of its own.
        if (text?.Trim().Split('+', 3) is not [var name, { Length: 8 } hash, var key] || !IsName(name))
            return null;
        byte[] bytes = new byte[key.Length];
        if (!Convert.TryFromBase64String(key, bytes, out int length) || length != 1 + Ed25519.PublicKeySize || !Enum.IsDefined((NoteKeyKind)bytes[0]))
            return null;
        VerifierKey read = new(name, (NoteKeyKind)bytes[0], bytes.AsMemory(1, Ed25519.PublicKeySize));
        return read.KeyId.ToString("x8", CultureInfo.InvariantCulture) == hash ? read : null;
    }

    /// <summary>Whether the note carries a true signature of this key.</summary>
    /// <param name="at">When it was signed, where the key is a witness's.</param>
    public bool HasSigned(SignedNote note, out DateTimeOffset? at)
    {
        ArgumentNullException.ThrowIfNull(note);
        at = null;
        foreach (NoteSignature signature in note.Signatures.Where(signature => signature.Name == Name && signature.KeyId == KeyId))
        {
            if (Holds(note.Text, signature.Value.Span, out at))
                return true;
        }

        return false;
    }

    /// <inheritdoc cref="HasSigned(SignedNote, out DateTimeOffset?)"/>
    public bool HasSigned(SignedNote note) => HasSigned(note, out _);

    public override string ToString() => $"{Name}+{KeyId:x8}+{Convert.ToBase64String([(byte)Kind, .. PublicKey.Span])}";

    internal static bool IsName(string name) => name.Length > 0 && !name.Contains('+', StringComparison.Ordinal) && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));

    /// <summary>What a witness signs: the time of its signature, then the text.</summary>
    internal static byte[] Cosigned(string text, long seconds) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {seconds}\n{text}"));

    bool Holds(string text, ReadOnlySpan<byte> value, out DateTimeOffset? at)
    {
        at = null;
        if (Kind == NoteKeyKind.Log)
            return value.Length == Ed25519.SignatureSize && Holds(Encoding.UTF8.GetBytes(text), value);
        if (value.Length != sizeof(ulong) + Ed25519.SignatureSize)
            return false;
        ulong seconds = BinaryPrimitives.ReadUInt64BigEndian(value);
        // The last second of the calendar.
        if (seconds > 253_402_300_799 || !Holds(Cosigned(text, (long)seconds), value[sizeof(ulong)..]))
            return false;
        at = DateTimeOffset.FromUnixTimeSeconds((long)seconds);
        return true;
    }

    bool Holds(byte[] message, ReadOnlySpan<byte> signature) => Ed25519.Verify(signature.ToArray(), 0, PublicKey.ToArray(), 0, message, 0, message.Length);
}
