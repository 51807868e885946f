using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Shouldly;
using VanLang.Signing.Contracts;
using Xunit;

namespace VanLang.Platform.Tests.Signing;

/// <summary>Containers with several files and their signatures (ASiC-E): made here, checked here, and what strangers do to them.</summary>
public sealed class ContainerTests : IDisposable
{
    private const string Pin = "135790";
    private const string Signature = "META-INF/signature001.p7s";
    private const string List = "META-INF/ASiCManifest001.xml";
    private static readonly DateTimeOffset Now = SignedPaper.Now;
    private readonly DemonstrationAuthority house = DemonstrationAuthority.Create(Now);
    private readonly OutsideAuthority outside = new(Now);

    public void Dispose()
    {
        house.Dispose();
        outside.Dispose();
    }

    [Fact]
    public void What_is_made_here_passes_and_every_file_is_signed()
    {
        var report = Check(Signed());

        Said(report).ShouldBe("Passed ");
        var found = report.Signatures.ShouldHaveSingleItem();
        (found.Field, found.Format, found.Level, found.Coverage, found.Signer).ShouldBe((Signature, "CAdES.detached", "B-B", SignatureCoverage.WholeFile, "MÔ PHỎNG – Trần Thị Ngọc"));
        found.SignedFiles.ShouldBe(["don.txt", "phụ lục/bản đồ.bin"]);
        report.UnsignedFiles.ShouldBeEmpty();
    }

    [Fact]
    public void The_type_of_the_container_stands_where_other_programs_look_for_it()
    {
        var container = Signed();

        Encoding.ASCII.GetString(container, 30, 8 + "application/vnd.etsi.asic-e+zip".Length).ShouldBe("mimetypeapplication/vnd.etsi.asic-e+zip");
    }

    [Fact]
    public void Openssl_verifies_the_signature_over_the_list()
    {
        var files = Unpack(Signed());
        using var tool = new OutsideTool();
        tool.Put("list.xml", files.Single(file => file.Name == List).Content);
        tool.Put("list.p7s", files.Single(file => file.Name == Signature).Content);
        tool.Put("root.pem", PemEncoding.WriteString("CERTIFICATE", house.Root.Span));

        var ran = tool.Run($"openssl cms -verify -cades -binary -inform DER -in list.p7s -content list.xml -CAfile root.pem -purpose any -attime {Now.AddMinutes(1).ToUnixTimeSeconds()} -out out");

        ran.Code.ShouldBe(0, ran.Said);
    }

    [Fact]
    public async Task A_container_may_be_sealed_by_a_time_stamp_alone()
    {
        using var unit = outside.IssueStampAuthority(Now.AddYears(-1), Now.AddYears(1));
        var stream = new MemoryStream();
        using (var writer = new ContainerWriter(stream, Now))
        {
            writer.Add("don.txt", "Đơn"u8);
            (await writer.Stamp(list => Task.FromResult<byte[]?>(OutsideAuthority.Stamp(unit, Now.AddMinutes(-1), list.ToArray())))).ShouldBeTrue();
        }

        var report = SignatureCheck.Check(stream.ToArray(), null, outside.Trust, Now);

        Said(report).ShouldBe("Passed ");
        report.Signatures[0].Time.Stamped.ShouldBe(Now.AddMinutes(-1));
        report.Signatures[0].SignedFiles.ShouldBe(["don.txt"]);
        SignatureWords.Sentence(report, new("vi")).ShouldStartWith("Dấu thời gian của");
        Said(SignatureCheck.Check(Changed(stream.ToArray(), "don.txt", "Dơn"u8.ToArray()), null, outside.Trust, Now)).ShouldBe("Failed HASH_FAILURE");
    }

    [Fact]
    public void A_changed_file_is_named()
    {
        var report = Check(Changed(Signed(), "don.txt", "Đơn khác"u8.ToArray()));

        Said(report).ShouldBe("Failed HASH_FAILURE");
        report.Signatures[0].Remarks[0].ShouldBe(new SigningProblem("check.container-changed", "don.txt"));
        report.Signatures[0].Coverage.ShouldBe(SignatureCoverage.None);
    }

    [Fact]
    public void An_added_file_is_named_as_signed_by_nobody()
    {
        foreach (var name in new[] { "thêm.txt", "META-INF/thêm.bin" })
        {
            var report = Check(Pack([.. Unpack(Signed()), (name, [1, 2])]));

            report.Verdict.ShouldBe(SignatureVerdict.Failed);
            report.Problem.ShouldBe(new SigningProblem("check.container-unsigned", name));
            report.UnsignedFiles.ShouldBe([name]);
            report.Signatures[0].Verdict.ShouldBe(SignatureVerdict.Passed, "the signature itself is still right");
        }
    }

    [Fact]
    public void A_file_that_was_taken_out_is_named()
    {
        var report = Check(Pack([.. Unpack(Signed()).Where(file => file.Name != "don.txt")]));

        Said(report).ShouldBe("Failed FORMAT_FAILURE");
        report.Signatures[0].Remarks[0].ShouldBe(new SigningProblem("check.container-missing", "don.txt"));
    }

    [Theory]
    [InlineData("don.txt", "check.container-twice")]
    [InlineData("DON.TXT", "check.container-twice")]
    [InlineData("../don.txt", "check.container-name")]
    [InlineData("/etc/passwd", "check.container-name")]
    [InlineData("C:/don.txt", "check.container-name")]
    [InlineData("a\\..\\don.txt", "check.container-name")]
    [InlineData("a//don.txt", "check.container-name")]
    [InlineData("a\ndon.txt", "check.container-name")]
    public void Names_that_unpack_elsewhere_or_twice_are_refused_and_named(string name, string code)
    {
        var report = Check(Pack([.. Unpack(Signed()), (name, [1])]));

        (report.Verdict, report.Problem).ShouldBe((SignatureVerdict.Failed, new SigningProblem(code, name)));
    }

    [Fact]
    public void A_list_that_was_changed_covers_nothing()
    {
        var list = Encoding.UTF8.GetString(Unpack(Signed()).Single(file => file.Name == List).Content);
        var report = Check(Changed(Signed(), List, Encoding.UTF8.GetBytes(list.Replace("text/plain", "text/html", StringComparison.Ordinal))));

        Said(report).ShouldBe("Failed HASH_FAILURE");
        report.UnsignedFiles.ShouldBe(["don.txt", "phụ lục/bản đồ.bin"]);
    }

    [Fact]
    public void A_signature_that_no_list_leads_to_is_not_passed_over()
    {
        var files = Unpack(Signed());

        Said(Check(Pack([.. files.Where(file => file.Name != List)]))).ShouldBe("Failed FORMAT_FAILURE");
        Check(Pack([.. files, ("META-INF/signature002.p7s", files.Single(file => file.Name == Signature).Content)])).Verdict.ShouldBe(SignatureVerdict.Failed);
        Check(Pack([.. files, ("META-INF/ASiCManifest002.xml", files.Single(file => file.Name == List).Content)])).Verdict.ShouldBe(SignatureVerdict.Failed);
    }

    [Fact]
    public void A_container_that_hides_its_type_is_no_unsigned_file()
    {
        var files = Unpack(Signed());

        foreach (var container in new[] { Pack([.. files.Skip(1)]), Pack([.. files.Skip(1), files[0]]), Pack(files, CompressionLevel.Optimal), Changed(Signed(), "mimetype", "application/zip"u8.ToArray()) })
            (Check(container).Verdict, Check(container).Problem!.Code).ShouldBe((SignatureVerdict.Failed, "check.container-type"));
        Check(Pack([("a.txt", [1])])).IsUnreadable.ShouldBeTrue();
    }

    [Fact]
    public void What_two_readers_of_ZIP_would_read_differently_is_refused()
    {
        var container = Signed();
        var directory = BinaryPrimitives.ReadInt32LittleEndian(container.AsSpan(container.Length - 6));

        Code([.. container[..directory], .. new byte[20], .. container[directory..]]).ShouldBe("check.container-broken");
        Code([.. container, 0]).ShouldBe("check.container-broken");
        Code([.. new byte[4], .. container]).ShouldNotBe("");
        Code(container[..^1]).ShouldBe("check.container-broken");
        var renamed = container.ToArray();
        renamed[30] ^= 0x20;
        Code(renamed).ShouldBe("check.container-entry");
        var elsewhere = container.ToArray();
        elsewhere[directory + 34] = 1;
        Code(elsewhere).ShouldBe("check.container-entry");

        string Code(byte[] bytes) => ContainerSignatureCheck.Check(bytes, Trust, Now).Problem?.Code ?? "";
    }

    [Fact]
    public void Bombs_and_absurd_counts_cost_next_to_nothing()
    {
        var start = TimeProvider.System.GetTimestamp();
        var large = Check(Pack([("mimetype", "application/vnd.etsi.asic-e+zip"u8.ToArray()), .. Enumerable.Range(0, 4).Select(i => ($"{i}.bin", new byte[80_000_000]))]));
        (large.Verdict, large.Problem).ShouldBe((SignatureVerdict.Indeterminate, new SigningProblem("check.limit", "3.bin")));
        var many = Check(Pack([.. Enumerable.Range(0, 1001).Select(i => ($"{i}", Array.Empty<byte>()))]));
        (many.Verdict, many.Problem).ShouldBe((SignatureVerdict.Indeterminate, new SigningProblem("check.limit", "files")));

        // One that says it is small and is not.
        var container = Changed(Signed(), "don.txt", new byte[50_000_000]);
        for (var at = 0; (at = container.AsSpan(at).IndexOf(BitConverter.GetBytes(50_000_000)) is >= 0 and var next ? at + next : -1) >= 0; at += 4)
            BinaryPrimitives.WriteInt32LittleEndian(container.AsSpan(at), 4);
        Check(container).Problem.ShouldBe(new SigningProblem("check.container-entry", "don.txt"));
        TimeProvider.System.GetElapsedTime(start).ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void A_list_with_a_document_type_or_without_end_is_refused()
    {
        foreach (var list in new[] { "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "<a", new string('<', 10_000), string.Concat(Enumerable.Repeat("<a>", 5_000)), "<a/>" })
        {
            var report = Check(Changed(Signed(), List, Encoding.UTF8.GetBytes(list)));
            report.Verdict.ShouldNotBe(SignatureVerdict.Passed);
            report.Verdict.ShouldNotBeNull();
        }
    }

    private TrustList Trust => SignedPaper.ListOfProvince.With([house.Root]);

    private byte[] Signed()
    {
        using var key = house.IssuePerson("Trần Thị Ngọc", "Chuyên viên", "Sở Nội vụ", Pin, Now).Unlock(Pin)!;
        var stream = new MemoryStream();
        using (var writer = new ContainerWriter(stream, Now))
        {
            writer.Add("don.txt", "Đơn đề nghị"u8, "text/plain");
            writer.Add("phụ lục/bản đồ.bin", new byte[1000]);
            writer.Sign(key, Now).ShouldBeNull();
        }

        return stream.ToArray();
    }

    private SignatureReport Check(byte[] container) => SignatureCheck.Check(container, null, Trust, Now);

    private static string Said(SignatureReport report) => string.Join("; ", report.Signatures.Select(signature => $"{signature.Verdict} {signature.SubIndication}"));

    internal static byte[] Changed(byte[] container, string name, byte[] content) => Pack([.. Unpack(container).Select(file => file.Name == name ? (name, content) : file)]);

    internal static List<(string Name, byte[] Content)> Unpack(byte[] container)
    {
        using var zip = new ZipArchive(new MemoryStream(container));
        return [.. zip.Entries.Select(entry =>
        {
            using var stream = entry.Open();
            var content = new MemoryStream();
            stream.CopyTo(content);
            return (entry.FullName, content.ToArray());
        })];
    }

    private static byte[] Pack(IReadOnlyList<(string Name, byte[] Content)> files, CompressionLevel type = CompressionLevel.NoCompression)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name, name == "mimetype" ? type : CompressionLevel.Fastest).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }
}
