using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace VanLang.Bench.Databases;

/// <summary>
/// Stands between the program and PostgreSQL and counts round trips: how often something is asked after an answer was complete. An answer ends with
/// the message ReadyForQuery (<c>Z</c>); what is sent along with another question, as BEGIN is, makes no trip of its own.
/// </summary>
sealed class Relay : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly int target;
    long roundTrips;

    public Relay(int target)
    {
        this.target = target;
        listener.Start();
        _ = Accept();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public long RoundTrips => Interlocked.Read(ref roundTrips);

    public ValueTask DisposeAsync()
    {
        listener.Dispose();
        return ValueTask.CompletedTask;
    }

    async Task Accept()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await listener.AcceptTcpClientAsync();
            }
            catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
            {
                return;
            }

            _ = Serve(client);
        }
    }

    async Task Serve(TcpClient client)
    {
        using TcpClient near = client;
        using TcpClient far = new();
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, target);
            near.NoDelay = far.NoDelay = true;
            StrongBox<bool> answered = new(true);
            await Task.WhenAny(Questions(near.GetStream(), far.GetStream(), answered), Answers(far.GetStream(), near.GetStream(), answered));
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            // One side has gone.
        }
    }

    async Task Questions(NetworkStream from, NetworkStream to, StrongBox<bool> answered)
    {
        byte[] buffer = new byte[64 * 1024];
        for (int read; (read = await from.ReadAsync(buffer)) > 0;)
        {
            if (Volatile.Read(ref answered.Value))
            {
                Interlocked.Increment(ref roundTrips);
                Volatile.Write(ref answered.Value, false);
            }

            await to.WriteAsync(buffer.AsMemory(0, read));
        }
    }

    // A message is a letter and a length that counts itself but not the letter.
    static async Task Answers(NetworkStream from, NetworkStream to, StrongBox<bool> answered)
    {
        byte[] buffer = new byte[64 * 1024];
        byte[] header = new byte[5];
        int inHeader = 0;
        long rest = 0;
        for (int read; (read = await from.ReadAsync(buffer)) > 0;)
        {
            for (int i = 0; i < read;)
            {
                if (rest > 0)
                {
                    int skip = (int)Math.Min(rest, read - i);
                    rest -= skip;
                    i += skip;
                    continue;
                }

                header[inHeader++] = buffer[i++];
                if (inHeader < header.Length)
                    continue;
                inHeader = 0;
                rest = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(1)) - 4;
                if (header[0] == (byte)'Z')
                    Volatile.Write(ref answered.Value, true);
            }

            await to.WriteAsync(buffer.AsMemory(0, read));
        }
    }
}
