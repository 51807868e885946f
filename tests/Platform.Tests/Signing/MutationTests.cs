using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
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
    private static readonly string[] Words =
        ["/AcroForm", "/Fields", "/ByteRange", "/Contents", "/Length", "/Prev", "/Root", "/Type", "/Kids", "/V ", "xref", "startxref", "trailer", "endobj", "obj", "stream", "/XRefStm", "/W", "/DSS", "/SubFilter"];

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
            var damaged = new Damage(seed + i, Words).Of(sample.Pdf, samples[(i * 7) % samples.Count].Pdf);
            if (sample.FaultOf(damaged) is { } fault)
                faults.Add($"{seed + i} {sample.Name}: {fault}");
        }

        faults.ShouldBeEmpty();
    }

    internal static int Number(string variable, int otherwise) =>
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
            SignatureReport report;
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
}
