using System.Security.Cryptography;

namespace VanLang.Signing.Checks;

/// <summary>What a signature or a time-stamp says it signs. It is hashed where it lies, once for each algorithm: it may be large.</summary>
internal abstract class SignedContent
{
    private readonly Dictionary<HashAlgorithmName, byte[]> digests = [];

    public byte[] Digest(HashAlgorithmName algorithm) =>
        digests.TryGetValue(algorithm, out var known) ? known : digests[algorithm] = Hash(algorithm);

    /// <summary>Code of the remark where it is not what was signed.</summary>
    public virtual string Mismatch => "check.digest";

    protected abstract byte[] Hash(HashAlgorithmName algorithm);
}
