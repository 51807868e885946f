namespace VanLang.Kernel.Files;

/// <summary>Reads no more than a limit out of a stream that might unpack without end, forward only.</summary>
internal sealed class CountedStream(Stream inner, long limit, bool leaveOpen) : Stream
{
    /// <summary>Bytes read.</summary>
    public long Count { get; private set; }

    /// <summary>True if there was more than the limit.</summary>
    public bool Exceeded => Count > limit;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        var room = limit + 1 - Count;
        if (room <= 0)
            return 0;
        var read = inner.Read(room < buffer.Length ? buffer[..(int)room] : buffer);
        Count += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !leaveOpen)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
