using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Shouldly;
using VanLang.Signing.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Signing;

/// <summary>
/// Damages signed files of others and of our own in thousands of ways: no check crashes or takes longer than ten seconds, no damaged content passes, and no signed file becomes one
/// without signature.
/// </summary>
/// <remarks><c>VANLANG_MUTATIONS</c> sets how often, otherwise 10,000 times where <c>CI</c> is set and 500 times elsewhere; <c>VANLANG_MUTATIONS_SEED</c> where it begins.</remarks>
public sealed class MutationTests(SignedPaper paper) : IClassFixture<SignedPaper>
{
    [Fact]
    public void No_damaged_file_crashes_the_check_passes_it_or_loses_its_signature()
    {
        Assert.SkipUnless(System.IO.Directory.Exists(SignatureSamplesTests.Folder), "../shared is absent");
        var count = Number("VANLANG_MUTATIONS", Environment.GetEnvironmentVariable("CI") is { Length: > 0 } ? 10_000 : 500);
        var seed = Number("VANLANG_MUTATIONS_SEED", 20261129);
        List<Sample> samples =
        [
            .. System.IO.Directory.GetFiles(SignatureSamplesTests.Folder, "*.pdf").Order(StringComparer.Ordinal)
                .Select(path => Sample.Of(Path.GetFileName(path), File.ReadAllBytes(path), SignatureSamplesTests.Trust, new DateTimeOffset(2020, 11, 1, 1, 0, 0, TimeSpan.Zero))),
            Sample.Of("issued", paper.Issued.ToArray(), paper.Trust, SignedPaper.Now.AddHours(3)),
            Sample.Of("by-leader", paper.ByLeader.ToArray(), paper.Trust, SignedPaper.Now.AddHours(3)),
        ];
        samples.Count(sample => sample.Passes).ShouldBeGreaterThanOrEqualTo(3);
        var faults = new List<string>();
        for (var i = 0; i < count && faults.Count < 20; i++)
        {
            var sample = samples[i % samples.Count];
            var damaged = new Damage(seed + i).Of(sample.Pdf, samples[(i * 7) % samples.Count].Pdf);
            if (sample.FaultOf(damaged) is { } fault)
                faults.Add($"{seed + i} {sample.Name}: {fault}");
        }

        faults.ShouldBeEmpty();
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private sealed record Sample(string Name, byte[] Pdf, TrustList Trust, DateTimeOffset Now)
    {
        private HashSet<string> Signed { get; init; } = [];

        private List<byte[]> Containers { get; init; } = [];

        public bool Passes { get; private init; }

        public static Sample Of(string name, byte[] pdf, TrustList trust, DateTimeOffset now)
        {
            var report = PdfSignatureCheck.Check(pdf, trust, now);
            return new Sample(name, pdf, trust, now)
            {
                Signed = [.. report.Signatures.Where(signature => signature.SignedRanges is not null).Select(signature => Content(pdf, signature.SignedRanges!))],
                Containers = [.. report.Signatures.Where(signature => signature.SignedRanges is not null && signature.IsIntact).Select(signature => pdf.AsSpan((int)signature.SignedRanges![1], 1200).ToArray())],
                Passes = report.Verdict == SignatureVerdict.Passed,
            };
        }

        public string? FaultOf(byte[] damaged)
        {
            var clock = Stopwatch.StartNew();
            PdfSignatureReport report;
            try
            {
                report = PdfSignatureCheck.Check(damaged, Trust, Now);
            }
            catch (Exception fault)
            {
                return fault.ToString();
            }

            if (clock.Elapsed > TimeSpan.FromSeconds(10))
                return $"took {clock.Elapsed}";
            if (report.Verdict is null && Containers.Any(container => damaged.AsSpan().IndexOf(container) >= 0))
                return "is called unsigned";

            // What passes must be signed content byte by byte as it was signed; the room around the signature itself is nobody's.
            return report.Verdict == SignatureVerdict.Passed && report.Signatures.FirstOrDefault(signature => !Signed.Contains(Content(damaged, signature.SignedRanges!))) is { } other
                ? $"{other.Field} passes"
                : null;
        }

        private static string Content(byte[] pdf, IReadOnlyList<long> ranges)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(pdf, (int)ranges[0], (int)ranges[1]);
            hash.AppendData(pdf, (int)ranges[2], (int)ranges[3]);
            return Convert.ToHexString(hash.GetHashAndReset());
        }
    }

    /// <summary>One to three changes, the same for the same seed.</summary>
    private sealed class Damage(int seed)
    {
        private static readonly string[] Words =
            ["/AcroForm", "/Fields", "/ByteRange", "/Contents", "/Length", "/Prev", "/Root", "/Type", "/Kids", "/V ", "xref", "startxref", "trailer", "endobj", "obj", "stream", "/XRefStm", "/W", "/DSS", "/SubFilter"];

#pragma warning disable CA5394 // Repeatable on purpose.
        private readonly Random random = new(seed);

        public byte[] Of(byte[] pdf, byte[] other)
        {
            var bytes = pdf.ToList();
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
            var word = Encoding.ASCII.GetBytes(Words[random.Next(Words.Length)]);
            var text = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes);
            var at = random.Next(2) == 0 ? text.IndexOf(word) : text.LastIndexOf(word);
            if (at >= 0)
                bytes[at + random.Next(word.Length)] ^= 2;
        }
#pragma warning restore CA5394
    }
}
