using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace VanLang.Kernel.Files;

/// <summary>
/// The master keys of the file store, read from a key file (<c>keys/files.key</c> of the data folder, mode 0600). The newest key wraps
/// and names new files, the older ones still open what they wrapped. The keys are never logged, shown or kept in the database.
/// </summary>
public sealed class FileKeyRing
{
    private readonly Dictionary<string, MasterKey> keys;
    private readonly MasterKey active;

    private FileKeyRing(List<MasterKey> keys)
    {
        this.keys = keys.ToDictionary(key => key.Id);
        active = keys[^1];
    }

    /// <summary>The key that wraps new files, 16 hexadecimal digits.</summary>
    public string ActiveKeyId => active.Id;

    /// <summary>All keys of the ring, by their ids.</summary>
    public IReadOnlyCollection<string> KeyIds => keys.Keys;

    internal byte[] NameKey => active.Naming;

    /// <summary>Reads the key file; makes it with one random key if it is absent.</summary>
    /// <exception cref="InvalidDataException">The file is no key file, or others than its owner can read it.</exception>
    public static FileKeyRing OpenOrCreate(string path, TimeProvider time)
    {
        if (!File.Exists(path))
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            DurableFiles.CreateFolder(folder);
            var content = Encoding.UTF8.GetBytes(
                "# Khóa của kho tệp / keys of the file store. Mất tệp này là mất mọi tệp đã lưu; without it no stored file can be opened.\n"
                + "# Keep a copy apart from the backup of the data. Last line = key in use.\n" + NewLine(time));

            // A second node that starts at the same moment wins or loses as a whole; both then read the same file.
            DurableFiles.WriteNew(path, content);
        }

        return Read(path);
    }

    /// <summary>Adds a new key, which is used from the next start on. Files under older keys stay readable as long as their line stays.</summary>
    public static FileKeyRing AddKey(string path, TimeProvider time)
    {
        Read(path);
        var content = File.ReadAllBytes(path);
        DurableFiles.Replace(path, [.. content, .. Encoding.UTF8.GetBytes(NewLine(time))]);
        return Read(path);
    }

    public override string ToString() => $"FileKeyRing({ActiveKeyId})";

    /// <summary>Wraps a data key under the active key, bound to the name of the content.</summary>
    internal byte[] Wrap(ReadOnlySpan<byte> dataKey, ReadOnlySpan<byte> storeName)
    {
        var wrapped = new byte[FileEnvelope.WrappedKeyLength];
        var nonce = wrapped.AsSpan(0, FileEnvelope.NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var gcm = new AesGcm(active.Wrapping, FileEnvelope.TagLength);
        gcm.Encrypt(nonce, dataKey, wrapped.AsSpan(12, 32), wrapped.AsSpan(44, 16), storeName);
        return wrapped;
    }

    /// <summary>False if the wrapped key was altered or belongs to other content.</summary>
    /// <exception cref="InvalidOperationException">The ring lacks the key.</exception>
    internal bool TryUnwrap(string keyId, ReadOnlySpan<byte> wrapped, ReadOnlySpan<byte> storeName, Span<byte> dataKey)
    {
        if (!keys.TryGetValue(keyId, out var key))
            throw new InvalidOperationException($"File key {keyId} is not in the key file; bring back the key file of the backup.");

        if (wrapped.Length != FileEnvelope.WrappedKeyLength)
            return false;

        try
        {
            using var gcm = new AesGcm(key.Wrapping, FileEnvelope.TagLength);
            gcm.Decrypt(wrapped[..12], wrapped.Slice(12, 32), wrapped.Slice(44, 16), dataKey, storeName);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    private static FileKeyRing Read(string path)
    {
        if (!OperatingSystem.IsWindows()
            && (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != 0)
            throw new InvalidDataException($"{path} must be readable by its owner only: chmod 600 {path}");

        var keys = new List<MasterKey>();
        foreach (var line in File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            var parts = line.Split(' ');
            var secret = new byte[32];

            // The line itself must not get into the message: it holds the key.
            if (parts.Length != 3 || parts[0].Length != 16 || !parts[0].All(char.IsAsciiHexDigitLower)
                || !Convert.TryFromBase64String(parts[2], secret, out var length) || length != secret.Length)
                throw new InvalidDataException($"{path} is no key file: key {keys.Count + 1} cannot be read");

            keys.Add(new MasterKey(parts[0], Derive(secret, "wrap"), Derive(secret, "name")));
            CryptographicOperations.ZeroMemory(secret);
        }

        return keys.Count > 0 ? new FileKeyRing(keys) : throw new InvalidDataException($"{path} holds no key");
    }

    private static byte[] Derive(byte[] secret, string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: Encoding.ASCII.GetBytes("vanlang file store 1 " + purpose));

    private static string NewLine(TimeProvider time) =>
        string.Create(CultureInfo.InvariantCulture, $"{RandomNumberGenerator.GetHexString(16, lowercase: true)} ")
        + time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) + " "
        + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n";

    private sealed class MasterKey(string id, byte[] wrapping, byte[] naming)
    {
        public string Id { get; } = id;

        public byte[] Wrapping { get; } = wrapping;

        public byte[] Naming { get; } = naming;
    }
}
