using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace VanLang.Identity.Sessions;

/// <summary>Random keys that a browser holds and of which the database knows the hash.</summary>
static class SessionKey
{
    /// <summary>256 random bits as text.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
