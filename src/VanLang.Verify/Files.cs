using System.Text.Json;

namespace VanLang.Verify;

/// <summary>Files of strangers: never more is read than a true one can have.</summary>
static class Files
{
    public static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <exception cref="UnreadableException">It is larger.</exception>
    public static ReadOnlyMemory<byte> Read(FileInfo file, int largest)
    {
        using FileStream stream = file.OpenRead();
        return Read(stream, stream.Length, largest, file.Name);
    }

    /// <inheritdoc cref="Read(FileInfo, int)"/>
    public static ReadOnlyMemory<byte> Read(Stream stream, long length, int largest, string name)
    {
        if (length > largest)
            throw new UnreadableException($"{name} lớn hơn {largest} byte", $"{name} is larger than {largest} bytes");
        byte[] content = new byte[length];
        stream.ReadExactly(content);
        return stream.ReadByte() < 0 ? content : throw new UnreadableException($"{name} dài hơn cỡ đã ghi", $"{name} is longer than it says");
    }
}
