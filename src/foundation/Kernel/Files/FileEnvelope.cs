using System.Buffers.Binary;

namespace VanLang.Kernel.Files;

/// <summary>
/// The form of a file on disk: a header of 80 bytes (magic 8, key id 8, wrapped data key 60, zero 4), then chunks of 64 KiB, each
/// AES-256-GCM under the file's own random key with a tag of 16 bytes behind it. The nonce is the chunk's number and a flag for the last
/// chunk (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015), so that chunks cannot be cut off, added or swapped.
/// The key is used for one content only, so the nonces never repeat.
/// </summary>
internal static class FileEnvelope
{
    public const int ChunkLength = 64 * 1024;
    public const int TagLength = 16;
    public const int SealedChunkLength = ChunkLength + TagLength;
    public const int NonceLength = 12;
    public const int DataKeyLength = 32;
    public const int KeyIdLength = 8;
    public const int WrappedKeyLength = NonceLength + DataKeyLength + TagLength;
    public const int HeaderLength = 80;

    private static ReadOnlySpan<byte> Magic => "VLFILE1\n"u8;

    public static void WriteHeader(Span<byte> header, string keyId, ReadOnlySpan<byte> wrappedKey)
    {
        header.Clear();
        Magic.CopyTo(header);
        Convert.FromHexString(keyId).CopyTo(header[8..]);
        wrappedKey.CopyTo(header[16..]);
    }

    public static bool TryReadHeader(ReadOnlySpan<byte> header, out string keyId, out byte[] wrappedKey)
    {
        if (header.Length < HeaderLength || !header.StartsWith(Magic))
        {
            (keyId, wrappedKey) = ("", []);
            return false;
        }

        keyId = Convert.ToHexStringLower(header.Slice(8, KeyIdLength));
        wrappedKey = header.Slice(16, WrappedKeyLength).ToArray();
        return true;
    }

    public static void WriteNonce(Span<byte> nonce, long chunk, bool last)
    {
        nonce.Clear();
        BinaryPrimitives.WriteInt64BigEndian(nonce[3..], chunk);
        nonce[11] = last ? (byte)1 : (byte)0;
    }

    public static long SealedOffset(long chunk) => HeaderLength + (chunk * SealedChunkLength);

    /// <summary>Length of the whole file on disk for a content of <paramref name="length"/> bytes (at least 1).</summary>
    public static long SealedLength(long length) => HeaderLength + length + (Chunks(length) * TagLength);

    public static long Chunks(long length) => (length + ChunkLength - 1) / ChunkLength;
}
