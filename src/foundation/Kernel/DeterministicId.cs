using System.Security.Cryptography;
using System.Text;

namespace VanLang.Kernel;

/// <summary>Ids of things that have a name for ever (an agency key, an account of the demonstration): the same name always gives the same id.</summary>
public static class DeterministicId
{
    /// <summary>A UUID of version 8 (RFC 9562 5.8) from the SHA-256 of a name.</summary>
    public static Guid Of(string name)
    {
        Span<byte> bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
