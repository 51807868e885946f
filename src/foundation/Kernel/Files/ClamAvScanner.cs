using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace VanLang.Kernel.Files;

/// <summary>
/// A client of ClamAV's daemon, command <c>INSTREAM</c> (clamd(8)): chunks with their length in four bytes, big-endian, a chunk of length
/// zero at the end, then one line of answer. clamd's <c>StreamMaxLength</c> must not be below the largest policy limit.
/// </summary>
public sealed class ClamAvScanner : IFileScanner
{
    private const int ChunkLength = 64 * 1024;
    private const int LongestAnswer = 4096;

    private readonly EndPoint endPoint;
    private readonly string address;
    private readonly TimeSpan patience;

    /// <param name="address"><c>unix:/run/clamav/clamd.ctl</c> or <c>tcp:host:3310</c>.</param>
    /// <param name="patience">How long one scan may take as a whole; a minute if null.</param>
    /// <exception cref="FormatException">The address is neither.</exception>
    public ClamAvScanner(string address, TimeSpan? patience = null)
    {
        this.address = address;
        this.patience = patience ?? TimeSpan.FromMinutes(1);
        var parts = address.Split(':');
        endPoint = parts switch
        {
            ["unix", var path] when path.StartsWith('/') => new UnixDomainSocketEndPoint(path),
            ["tcp", var host, var port] when int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                => new DnsEndPoint(host, number),
            _ => throw new FormatException($"'{address}' is no address of clamd: unix:/path or tcp:host:port"),
        };
    }

    /// <inheritdoc/>
    public async Task<FileScan> Scan(Stream content, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            using var socket = endPoint is UnixDomainSocketEndPoint
                ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
                : new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(endPoint, limit.Token);
            await Send(socket, content, limit.Token);
            return Judge(await Answer(socket, limit.Token));
        }
        catch (SocketException failure)
        {
            return new FileScan.Unavailable($"{address}: {failure.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new FileScan.Unavailable($"{address}: no answer within {patience.TotalSeconds:0} s");
        }
    }

    private static async Task Send(Socket socket, Stream content, CancellationToken cancellationToken)
    {
        try
        {
            await SendAll(socket, "zINSTREAM\0"u8.ToArray(), cancellationToken);
            var chunk = new byte[4 + ChunkLength];
            int read;
            do
            {
                read = await content.ReadAsync(chunk.AsMemory(4), cancellationToken);
                BinaryPrimitives.WriteInt32BigEndian(chunk, read);
                await SendAll(socket, chunk.AsMemory(0, 4 + read), cancellationToken);
            }
            while (read > 0);
        }
        catch (SocketException failure) when (failure.SocketErrorCode is SocketError.ConnectionReset or SocketError.Shutdown or SocketError.ConnectionAborted)
        {
            // It closes as soon as the stream is too long for it; its answer says so.
        }
    }

    private static async Task SendAll(Socket socket, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        while (data.Length > 0)
            data = data[await socket.SendAsync(data, cancellationToken)..];
    }

    private static async Task<string> Answer(Socket socket, CancellationToken cancellationToken)
    {
        var answer = new byte[LongestAnswer];
        var length = 0;
        for (int read; length < answer.Length; length += read)
        {
            read = await socket.ReceiveAsync(answer.AsMemory(length), cancellationToken);
            if (read == 0 || answer.AsSpan(length, read).Contains((byte)0))
            {
                length += read;
                break;
            }
        }

        return Encoding.UTF8.GetString(answer, 0, length).TrimEnd('\0', '\n', ' ');
    }

    private FileScan Judge(string answer)
    {
        const string prefix = "stream: ";
        const string found = " FOUND";
        if (answer == prefix + "OK")
            return new FileScan.Clean();
        return answer.StartsWith(prefix, StringComparison.Ordinal) && answer.EndsWith(found, StringComparison.Ordinal)
            ? new FileScan.Infected(answer[prefix.Length..^found.Length])
            : new FileScan.Unavailable($"{address}: {(answer.Length == 0 ? "no answer" : answer)}");
    }
}
