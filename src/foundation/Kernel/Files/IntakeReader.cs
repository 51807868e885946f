using System.Buffers;

namespace VanLang.Kernel.Files;

/// <summary>Looks ahead in an upload and stops at the limit: a stream that is over it looks as if it ended there.</summary>
internal sealed class IntakeReader(Stream source, long limit) : IDisposable
{
    /// <summary>How far one can look ahead: more than the longest JPEG segment.</summary>
    public const int Capacity = 128 * 1024;

    private readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(Capacity);
    private int start;
    private int end;
    private long total;
    private bool ended;

    /// <summary>True once more than the limit has been seen.</summary>
    public bool OverLimit => total > limit;

    public ReadOnlyMemory<byte> Buffered => buffer.AsMemory(start, end - start);

    /// <summary>Reads until that many bytes are buffered; false if the stream ends before. What there is stays buffered.</summary>
    public async ValueTask<bool> Fill(int atLeast, CancellationToken cancellationToken)
    {
        if (end - start >= atLeast)
            return true;

        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        while (end < atLeast && !ended)
        {
            var room = (int)Math.Min(buffer.Length - end, limit + 1 - total);
            var read = await source.ReadAsync(buffer.AsMemory(end, room), cancellationToken);
            total += read;
            end += read;
            ended = read == 0 || OverLimit;
        }

        return end >= atLeast;
    }

    public void Skip(int count) => start += count;

    /// <summary>Writes the next <paramref name="count"/> bytes to <paramref name="output"/>; false if the stream ends before.</summary>
    public async ValueTask<bool> Copy(long count, SealingWriter? output, CancellationToken cancellationToken)
    {
        while (count > 0)
        {
            if (!await Fill(1, cancellationToken))
                return false;
            var piece = Buffered[..(int)Math.Min(count, end - start)];
            if (output is not null)
                await output.Write(piece, cancellationToken);
            Skip(piece.Length);
            count -= piece.Length;
        }

        return true;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
}
