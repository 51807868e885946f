using System.Text;

namespace VanLang.Platform.Tests.Signing;

/// <summary>One to three changes of a file, the same for the same seed.</summary>
/// <param name="words">Words of its format, in which a change does more than elsewhere.</param>
internal sealed class Damage(int seed, IReadOnlyList<string> words)
{
#pragma warning disable CA5394 // Repeatable on purpose.
    private readonly Random random = new(seed);

    /// <param name="file">What is damaged.</param>
    /// <param name="other">A file whose parts may get into it.</param>
    public byte[] Of(byte[] file, byte[] other)
    {
        var bytes = file.ToList();
        for (var times = random.Next(1, 4); times > 0 && bytes.Count > 10; times--)
            Change(bytes, other);
        return [.. bytes];
    }

    private void Change(List<byte> bytes, byte[] other)
    {
        var at = random.Next(bytes.Count);
        var length = Math.Min(random.Next(1, 200), bytes.Count - at);
        switch (random.Next(10))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 4:
                bytes.InsertRange(at, Enumerable.Range(0, length).Select(_ => (byte)random.Next(256)));
                break;
            case 5:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 6:
                bytes.AddRange(other.AsSpan(random.Next(other.Length)));
                break;
            case 7:
                ChangeDigit(bytes, at);
                break;
            case 8:
                var from = random.Next(other.Length);
                bytes.InsertRange(at, other.AsSpan(from, Math.Min(length, other.Length - from)));
                break;
            default:
                ChangeWord(bytes);
                break;
        }
    }

    private void ChangeDigit(List<byte> bytes, int from)
    {
        for (var at = from; at < bytes.Count; at++)
        {
            if (bytes[at] is < (byte)'0' or > (byte)'9')
                continue;
            bytes[at] = (byte)('0' + random.Next(10));
            return;
        }
    }

    private void ChangeWord(List<byte> bytes)
    {
        var word = Encoding.ASCII.GetBytes(words[random.Next(words.Count)]);
        var text = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes);
        var at = random.Next(2) == 0 ? text.IndexOf(word) : text.LastIndexOf(word);
        if (at >= 0)
            bytes[at + random.Next(word.Length)] ^= 2;
    }
#pragma warning restore CA5394
}
