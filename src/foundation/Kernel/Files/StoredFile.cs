namespace VanLang.Kernel.Files;

/// <summary>
/// What the database knows of a file in the <see cref="FileStore"/>. Made by <see cref="FileStore.Receive"/>; the caller adds it to the
/// context inside its own operation. Several rows may share one <see cref="StoreName"/>: the same content is kept once.
/// </summary>
public sealed class StoredFile
{
    /// <summary>Longest <see cref="OriginalName"/>, in UTF-16 characters.</summary>
    public const int LongestName = 200;

    /// <summary>UUID version 7.</summary>
    public Guid Id { get; init; }

    /// <summary>SHA-256 of the content as kept (after the removal of photo metadata), 64 lower-case hexadecimal digits.</summary>
    public required string ContentHash { get; init; }

    /// <summary>HMAC-SHA-256 of the content under the store's name key, 64 lower-case hexadecimal digits: the name on disk.</summary>
    public required string StoreName { get; init; }

    /// <summary>Length of the content in bytes, at least 1.</summary>
    public long Length { get; init; }

    /// <summary>Media type judged by content, such as <c>application/pdf</c>.</summary>
    public required string ContentType { get; init; }

    /// <summary>
    /// The sender's name for the file: no path, no control, bidirectional or other invisible characters, NFC, the extension of the type
    /// found, at most <see cref="LongestName"/> characters.
    /// </summary>
    public required string OriginalName { get; init; }

    /// <summary>The file's data key, wrapped by the master key <see cref="KeyId"/>: nonce (12), ciphertext (32), tag (16 bytes).</summary>
    public required byte[] WrappedKey { get; init; }

    /// <summary>Which master key of the <see cref="FileKeyRing"/> wraps the data key, 16 hexadecimal digits.</summary>
    public required string KeyId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public ScanState ScanState { get; set; }

    /// <summary>False while the file is quarantined; <see cref="FileStore.Open"/> then throws.</summary>
    public bool MayBeOpened => ScanState != ScanState.Quarantined;
}
