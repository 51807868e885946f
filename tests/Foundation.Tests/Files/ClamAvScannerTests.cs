using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Shouldly;
using VanLang.Kernel.Files;
using Xunit;

namespace VanLang.Foundation.Tests.Files;

public sealed class ClamAvScannerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_clean_file_is_clean_and_EICAR_is_found(bool unix)
    {
        using var clamd = new FakeClamd(unix);
        var scanner = new ClamAvScanner(clamd.Address);

        (await scanner.Scan(new MemoryStream(new byte[300_000]), Cancellation)).ShouldBeOfType<FileScan.Clean>();
        (await scanner.Scan(new MemoryStream([.. new byte[200_000], .. Encoding.ASCII.GetBytes(Samples.Eicar)]), Cancellation))
            .ShouldBeOfType<FileScan.Infected>().Signature.ShouldBe("Eicar-Test-Signature");
    }

    [Fact]
    public async Task A_scanner_that_is_away_or_silent_or_finds_the_file_too_long_is_a_value()
    {
        using var clamd = new FakeClamd(unix: false) { Limit = 100_000 };
        (await new ClamAvScanner(clamd.Address).Scan(new MemoryStream(new byte[5_000_000]), Cancellation)).ShouldBeOfType<FileScan.Unavailable>();
        clamd.Silent = true;
        (await new ClamAvScanner(clamd.Address, TimeSpan.FromMilliseconds(200)).Scan(new MemoryStream([1]), Cancellation))
            .ShouldBeOfType<FileScan.Unavailable>();
        (await new ClamAvScanner("unix:/nowhere/clamd.ctl").Scan(new MemoryStream([1]), Cancellation)).ShouldBeOfType<FileScan.Unavailable>();
        Should.Throw<FormatException>(() => new ClamAvScanner("clamd"));
    }

    [Fact]
    public async Task With_a_scanner_malware_is_refused_and_the_rest_is_marked_clean()
    {
        using var clamd = new FakeClamd(unix: false);
        using var folder = new StoreFolder(new ClamAvScanner(clamd.Address));

        (await folder.Keep(Samples.Pdf())).ScanState.ShouldBe(ScanState.Clean);
        (await folder.Receive(Samples.Pdf(Samples.Eicar))).ShouldBeOfType<FileReceipt.Refused>().Code.ShouldBe(FileRefusal.Malware);
        folder.Contents().Length.ShouldBe(1);
    }

    [Fact]
    public async Task Without_an_answer_the_file_is_kept_but_nobody_opens_it_until_it_is_scanned()
    {
        var clamd = new FakeClamd(unix: true);
        using var folder = new StoreFolder(new ClamAvScanner(clamd.Address));
        clamd.Stop();
        var file = await folder.Keep(Samples.Pdf());

        file.ScanState.ShouldBe(ScanState.Quarantined);
        Should.Throw<FileQuarantinedException>(() => folder.Store.Open(file)).FileId.ShouldBe(file.Id);
        (await folder.Store.Rescan(file, Cancellation)).ShouldBe(ScanState.Quarantined);

        using var back = new FakeClamd(unix: true, clamd.Address["unix:".Length..]);
        file.ScanState = await folder.Store.Rescan(file, Cancellation);
        file.ScanState.ShouldBe(ScanState.Clean);
        folder.ReadAll(file).ShouldBe(Samples.Pdf());
    }

    /// <summary>Speaks INSTREAM as clamd does, and knows one signature.</summary>
    private sealed class FakeClamd : IDisposable
    {
        private readonly Socket listener;
        private readonly string? path;

        public FakeClamd(bool unix, string? path = null)
        {
            if (unix)
            {
                this.path = path ?? Path.Combine(Path.GetTempPath(), $"clamd-{Guid.NewGuid():N}");
                listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                listener.Bind(new UnixDomainSocketEndPoint(this.path));
                Address = "unix:" + this.path;
            }
            else
            {
                listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
                Address = $"tcp:127.0.0.1:{((IPEndPoint)listener.LocalEndPoint!).Port}";
            }

            listener.Listen();
            _ = Serve();
        }

        public string Address { get; }

        public int Limit { get; init; } = int.MaxValue;

        public bool Silent { get; set; }

        public void Dispose() => Stop();

        public void Stop()
        {
            listener.Dispose();
            if (path is not null)
                File.Delete(path);
        }

        private async Task Serve()
        {
            while (true)
            {
                try
                {
                    using var stream = new NetworkStream(await listener.AcceptAsync(), ownsSocket: true);
                    await Answer(stream);
                }
                catch (IOException)
                {
                }
                catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
                {
                    return;
                }
            }
        }

        private async Task Answer(NetworkStream stream)
        {
            var command = new byte[10];
            await stream.ReadExactlyAsync(command);
            if (Silent)
            {
                await stream.CopyToAsync(Stream.Null);
                return;
            }

            using var content = new MemoryStream();
            var header = new byte[4];
            while (true)
            {
                await stream.ReadExactlyAsync(header);
                var length = BinaryPrimitives.ReadInt32BigEndian(header);
                if (length == 0)
                    break;
                if (content.Length + length > Limit)
                {
                    await stream.WriteAsync("INSTREAM size limit exceeded. ERROR\0"u8.ToArray());
                    return;
                }

                var chunk = new byte[length];
                await stream.ReadExactlyAsync(chunk);
                content.Write(chunk);
            }

            var infected = Encoding.Latin1.GetString(content.ToArray()).Contains(Samples.Eicar, StringComparison.Ordinal);
            var known = Encoding.ASCII.GetString(command) == "zINSTREAM\0";
            var answer = !known ? "UNKNOWN COMMAND\0" : infected ? "stream: Eicar-Test-Signature FOUND\0" : "stream: OK\0";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
        }
    }
}
