using System.Diagnostics;
using System.Text;
using Shouldly;
using VanLang.Signing.Contracts;
using VanLang.Signing.Pdf;
using VanLang.Signing.Xml;
using Xunit;

namespace VanLang.Platform.Tests.Signing;

/// <summary>
/// Damages signatures beside files, XML documents and containers in thousands of ways: no check crashes or takes longer than ten seconds, nothing that says something else than was signed passes, and nothing
/// signed is called unsigned.
/// </summary>
/// <remarks>As often as <see cref="MutationTests"/> and from the same seed.</remarks>
public sealed class FileMutationTests : IDisposable
{
    private static readonly DateTimeOffset Now = SignedPaper.Now;
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("Mã;Tên\n1;Việt Trì\n");

    private static readonly string[] Words =
    [
        "Signature", "SignedInfo", "Reference", "URI", "Id=", "Object", "SignedProperties", "Target", "DigestValue", "Transform", "xmlns", "Algorithm", "KeyInfo", "X509Certificate", "<don", "</don>", "noi",
        "META-INF", "ASiCManifest", "mimetype", "PK", "don.txt", "p7s",
    ];

    private readonly DemonstrationAuthority house = DemonstrationAuthority.Create(Now);

    public void Dispose() => house.Dispose();

    [Fact]
    public void No_damaged_signature_crashes_the_check_passes_it_or_is_overlooked()
    {
        var count = MutationTests.Number("VANLANG_MUTATIONS", Environment.GetEnvironmentVariable("CI") is { Length: > 0 } ? 10_000 : 500);
        var seed = MutationTests.Number("VANLANG_MUTATIONS_SEED", 20261130);
        using var key = house.IssuePerson("Trần Thị Ngọc", null, "Sở Nội vụ", "135790", Now).Unlock("135790")!;
        var trust = SignedPaper.ListOfProvince.With([house.Root]);
        var signature = FileSigner.Sign(Content, key, Now).ShouldBeOfType<SignOutcome.Done>().Content.ToArray();
        var xml = XmlSigner.Sign(XmlSignatureTests.Document, key, Now).ShouldBeOfType<SignOutcome.Done>().Content.ToArray();
        List<(string Name, byte[] File, Func<byte[], SignatureReport> Check, Func<byte[], string> Meaning)> samples =
        [
            ("p7s", signature, bytes => FileSignatureCheck.Check(Content, bytes, trust, Now), _ => ""),
            ("xml", xml, bytes => SignatureCheck.Check(bytes, null, trust, Now), MeaningOfXml),
            ("asice", Container(writer => writer.Sign(key, Now)), bytes => ContainerSignatureCheck.Check(bytes, trust, Now), MeaningOfContainer),
            ("xades.asice", Container(writer => writer.SignXml(key, Now)), bytes => ContainerSignatureCheck.Check(bytes, trust, Now), MeaningOfContainer),
        ];
        foreach (var sample in samples)
            sample.Check(sample.File).Verdict.ShouldBe(SignatureVerdict.Passed, sample.Name);
        var faults = new List<string>();
        for (var i = 0; i < count && faults.Count < 20; i++)
        {
            var sample = samples[i % samples.Count];
            var damaged = new Damage(seed + i, Words).Of(sample.File, samples[(i * 7) % samples.Count].File);
            if (FaultOf(damaged) is { } fault)
                faults.Add($"{seed + i} {sample.Name}: {fault}");

            string? FaultOf(byte[] bytes)
            {
                var start = Stopwatch.GetTimestamp();
                try
                {
                    var report = sample.Check(bytes);
                    return Stopwatch.GetElapsedTime(start) > TimeSpan.FromSeconds(10) ? $"took {Stopwatch.GetElapsedTime(start)}"
                        : report.Verdict == SignatureVerdict.Passed && sample.Meaning(bytes) != sample.Meaning(sample.File) ? "passes"
                        : null;
                }
                catch (Exception fault)
                {
                    return fault.ToString();
                }
            }
        }

        faults.ShouldBeEmpty();
    }

    private static byte[] Container(Func<ContainerWriter, SigningProblem?> sign)
    {
        var stream = new MemoryStream();
        using (var writer = new ContainerWriter(stream, Now))
        {
            writer.Add("don.txt", Content, "text/plain");
            writer.Add("phụ lục/bản đồ.bin", new byte[300]);
            sign(writer).ShouldBeNull();
        }

        return stream.ToArray();
    }

    // All that a program may read, but for the signature itself.
    private static string MeaningOfXml(byte[] bytes)
    {
        var document = XmlInput.Read(bytes, new ReadingBudget(ReadingBudget.Usual));
        foreach (var signature in XmlSignatureChecker.Find(document))
            signature.ParentNode!.RemoveChild(signature);
        if (document.FirstChild is System.Xml.XmlDeclaration declaration)
            document.RemoveChild(declaration);
        return document.OuterXml;
    }

    private static string MeaningOfContainer(byte[] bytes) =>
        string.Join('\n', ContainerTests.Unpack(bytes).Where(file => !file.Name.StartsWith("META-INF/", StringComparison.Ordinal)).Select(file => $"{file.Name} {Convert.ToHexString(file.Content)}"));
}
