using CsCheck;
using Shouldly;
using VanLang.Kernel.Files;
using Xunit;

namespace VanLang.Foundation.Tests.Files;

public sealed class EnvelopeTests
{
    private static readonly Gen<int> Lengths = Gen.OneOf(
        Gen.Int[1, 200],
        Gen.OneOf(65535, 65536, 65537, 131071, 131072, 131073, 196608),
        Gen.Int[1, 300_000]);

    [Fact]
    public void What_is_sealed_opens_again_whatever_the_length_and_the_pieces() => Gen.Select(Lengths, Gen.Int[1, 100_000], Gen.Int)
        .Sample(
            (length, piece, seed) => InFolder(folder =>
            {
                var content = Content(length, seed);
                using var file = Seal(folder, content, piece);
                using var opened = file.Read();
                using var memory = new MemoryStream();
                opened.CopyTo(memory, piece);
                memory.ToArray().ShouldBe(content);
                new FileInfo(file.Path).Length.ShouldBe(FileEnvelope.SealedLength(length));
            }),
            iter: 60,
            threads: 1);

    [Fact]
    public void It_can_be_read_from_any_position() => InFolder(folder =>
    {
        var content = Content(200_000, 5);
        using var file = Seal(folder, content, 7_001);
        using var opened = file.Read();
        var buffer = new byte[1_000];
        foreach (var position in (int[])[199_500, 0, 65_535, 65_536, 131_000, 3])
        {
            opened.Position = position;
            var read = opened.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            buffer[..read].ShouldBe(content[position..Math.Min(content.Length, position + 1_000)]);
        }
    });

    [Theory]
    [InlineData(65536, 2)]
    [InlineData(65536, 3)]
    [InlineData(1, 1)]
    public void Chunks_cannot_be_swapped_cut_off_or_added(int chunkLength, int chunks) => InFolder(folder =>
    {
        var length = chunkLength * chunks;
        var key = new byte[32];
        var sealedBytes = SealedBytes(folder, Content(length, 1), key);
        byte[] Body(int chunk) => sealedBytes[(80 + (chunk * (chunkLength + 16)))..(80 + ((chunk + 1) * (chunkLength + 16)))];

        Opens([.. sealedBytes], length).ShouldBeTrue();
        if (chunks > 1)
        {
            Opens([.. sealedBytes[..80], .. Body(1), .. Body(0), .. sealedBytes[(80 + (2 * (chunkLength + 16)))..]], length).ShouldBeFalse();
            Opens(sealedBytes[..^(chunkLength + 16)], length - chunkLength).ShouldBeFalse();
        }

        Opens([.. sealedBytes, .. Body(chunks - 1)], length + chunkLength).ShouldBeFalse();

        bool Opens(byte[] bytes, long stated)
        {
            var path = Path.Combine(folder, Guid.NewGuid().ToString());
            File.WriteAllBytes(path, bytes);
            using var handle = File.OpenHandle(path);
            try
            {
                using var opened = new OpeningStream(handle, key, stated, Guid.Empty, ownsFile: false);
                opened.CopyTo(Stream.Null);
                return true;
            }
            catch (FileDamagedException)
            {
                return false;
            }
        }
    });

    private static byte[] SealedBytes(string folder, byte[] content, byte[] key)
    {
        using var file = new IncomingFile(folder, [.. key]);
        Write(file, content, content.Length);
        var bytes = new byte[new FileInfo(file.Path).Length];
        using var open = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        open.ReadExactly(bytes);
        return bytes;
    }

    private static IncomingFile Seal(string folder, byte[] content, int piece)
    {
        var file = new IncomingFile(folder);
        Write(file, content, piece);
        return file;
    }

    private static void Write(IncomingFile file, byte[] content, int piece)
    {
        foreach (var part in content.Chunk(piece))
            file.Writer.Write(part, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        file.Writer.Complete(CancellationToken.None).AsTask().GetAwaiter().GetResult();
    }

    private static byte[] Content(int length, int seed)
    {
        var content = new byte[length];
        new Random(seed).NextBytes(content);
        return content;
    }

    private static void InFolder(Action<string> act)
    {
        var folder = Directory.CreateTempSubdirectory("vanlang-envelope-").FullName;
        try
        {
            act(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
