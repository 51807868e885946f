using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.Kernel.Access;
using VanLang.Load.Crash;
using VanLang.Signing.Contracts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop.Site;

/// <summary>Anybody has a signed file checked: without a session, without a script, and nothing of it is kept.</summary>
public sealed class SignatureCheckPageTests
{
    const string Page = "/kiem-tra-chu-ky";

    [Fact]
    public async Task Nobody_needs_a_session_and_every_kind_of_file_gets_its_verdict_and_a_limit_holds()
    {
        await using RunningProgram program = await RunningProgram.Start(day: null);
        using Guest nobody = program.Guest();
        (await nobody.Open("/")).Links.ShouldContain("/kiem-tra-chu-ky");
        (await nobody.Open("/giay-to")).Links.ShouldContain("/kiem-tra-chu-ky");
        (await nobody.Open(Page)).Html.ShouldContain("Kiểm tra chữ ký");

        Opened unsigned = await Check(nobody, Page, Unsigned);
        unsigned.Status.ShouldBe(HttpStatusCode.OK);
        unsigned.Text.ShouldContain("Tệp không có chữ ký số.");
        (await Check(nobody, "/en" + Page, Unsigned)).Text.ShouldContain("The file has no digital signature.");
        (await Check(nobody, Page, "Xin chào"u8.ToArray())).Text.ShouldContain("Nếu chữ ký nằm trong tệp riêng (.p7s), hãy đưa cả tệp đã ký và tệp chữ ký");

        // A file that was signed and whose signature is no longer reached is never called one without.
        Opened hidden = await Check(nobody, Page, [.. Unsigned, .. "\n%/ByteRange [0 1 2 3]\n%%EOF\n"u8]);
        hidden.Text.ShouldNotContain("Tệp không có chữ ký số.");
        hidden.Html.ShouldContain("usa-alert--error");

        // A signature in a file of its own is checked with what it signs, and asked for without.
        using DemonstrationAuthority house = DemonstrationAuthority.Create(DateTimeOffset.UtcNow);
        using UnlockedKey key = house.IssuePerson("Trần Thị Ngọc", null, "Sở Nội vụ", "135790", DateTimeOffset.UtcNow).Unlock("135790")!;
        byte[] signature = FileSigner.Sign(Unsigned, key, DateTimeOffset.UtcNow).ShouldBeOfType<SignOutcome.Done>().Content.ToArray();
        Opened beside = await nobody.Send(Page, "File", new Dictionary<string, string>(), ("File", "thu.pdf", Unsigned), ("Signature", "thu.pdf.p7s", signature));
        beside.Text.ShouldContain("Trần Thị Ngọc");
        beside.Text.ShouldContain("NO_CERTIFICATE_CHAIN_FOUND");
        Opened changed = await nobody.Send(Page, "File", new Dictionary<string, string>(), ("File", "thu.pdf", [.. Unsigned, 10]), ("Signature", "thu.pdf.p7s", signature));
        changed.Text.ShouldContain("TOTAL-FAILED HASH_FAILURE");
        (await Check(nobody, Page, signature)).Text.ShouldContain("tệp chữ ký rời");

        Opened none = await nobody.Send(Page, "File", new Dictionary<string, string>());
        none.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        none.Text.ShouldContain("Chọn tệp cần kiểm tra.");

        Opened large = await Check(nobody, Page, new byte[50_500_000]);
        large.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        large.Text.ShouldContain("Tệp lớn hơn 50 MB");
        (await Check(nobody, Page, new byte[60_000_000])).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);

        int tries = 0;
        while ((await nobody.Send(Page, "File", new Dictionary<string, string>())).Status != HttpStatusCode.TooManyRequests)
            (++tries).ShouldBeLessThan(25);
        (await nobody.Open(Page)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Xml_containers_and_signatures_beside_files_are_judged_as_they_were_signed_and_as_they_were_changed()
    {
        await using RunningProgram program = await RunningProgram.Start(day: null);
        using Guest nobody = program.Guest();
        Actor leader = (await Cast.Of(program.Services))["leader"];
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using UnlockedKey key = (await program.Services.GetRequiredService<SigningKeys>().Open(KeyHolder.Person(leader.PersonId!.Value), program.Pin, leader, RunningProgram.Token)).ShouldBeOfType<PinOutcome.Opened>().Key;

        string xml = Encoding.UTF8.GetString(XmlSigner.Sign("<don><so>12</so></don>"u8.ToArray(), key, now).ShouldBeOfType<SignOutcome.Done>().Content.Span);
        Holds(await Check(nobody, Page, Encoding.UTF8.GetBytes(xml), "don.xml"));
        Fails(await Check(nobody, Page, Encoding.UTF8.GetBytes(xml.Replace("<so>12</so>", "<so>13</so>", StringComparison.Ordinal)), "don.xml"));

        byte[] container = Container(zip => zip.Add("don.txt", "Kính gửi"u8), key, now);
        Opened held = await Check(nobody, Page, container, "ho-so.asice");
        Holds(held);
        held.Text.ShouldContain("don.txt");
        Fails(await Check(nobody, Page, Changed(container, "don.txt", "Kính gởi"u8.ToArray()), "ho-so.asice"));
        Opened more = await Check(nobody, Page, Changed(container, "them.txt", "Không ai ký"u8.ToArray()), "ho-so.asice");
        more.Text.ShouldNotContain("Chữ ký hợp lệ, tệp không bị thay đổi");
        more.Text.ShouldContain("them.txt");

        byte[] letter = "Công văn số 12"u8.ToArray(), other = "Công văn số 13"u8.ToArray();
        byte[] ofLetter = FileSigner.Sign(letter, key, now).ShouldBeOfType<SignOutcome.Done>().Content.ToArray(), ofOther = FileSigner.Sign(other, key, now).ShouldBeOfType<SignOutcome.Done>().Content.ToArray();
        Holds(await Pair(nobody, letter, ofLetter));
        Fails(await Pair(nobody, [.. letter, 10], ofLetter));
        Fails(await Pair(nobody, letter, ofOther));
        // The two in each other's place, and a signature that is none.
        foreach ((byte[] file, byte[] signature) in new[] { (ofLetter, letter), (letter, "no signature"u8.ToArray()) })
        {
            Opened wrong = await Pair(nobody, file, signature);
            wrong.Html.ShouldContain("usa-alert--error");
            wrong.Text.ShouldNotContain("TOTAL-PASSED");
        }

        static void Holds(Opened page)
        {
            page.Text.ShouldContain("TOTAL-PASSED");
            page.Html.ShouldContain("usa-alert--success");
        }

        static void Fails(Opened page)
        {
            page.Text.ShouldContain("TOTAL-FAILED HASH_FAILURE");
            page.Html.ShouldNotContain("usa-alert--success");
        }
    }

    static byte[] Container(Action<ContainerWriter> add, UnlockedKey key, DateTimeOffset now)
    {
        using MemoryStream content = new();
        using (ContainerWriter writer = new(content, now))
        {
            add(writer);
            writer.Sign(key, now).ShouldBeNull();
        }

        return content.ToArray();
    }

    // The container with another content under a name, or one more file.
    static byte[] Changed(byte[] container, string name, byte[] put)
    {
        using MemoryStream from = new(container), to = new();
        using (ZipArchive read = new(from), write = new(to, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (ZipArchiveEntry entry in read.Entries)
            {
                using Stream content = entry.Open();
                using MemoryStream bytes = new();
                content.CopyTo(bytes);
                Put(write, entry.FullName, entry.FullName == name ? put : bytes.ToArray());
            }

            if (read.GetEntry(name) is null)
                Put(write, name, put);
        }

        return to.ToArray();

        static void Put(ZipArchive zip, string name, byte[] content)
        {
            using Stream entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
            entry.Write(content);
        }
    }

    static byte[] Unsigned { get; } = Encoding.ASCII.GetBytes(
        "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n" +
        "xref\n0 3\n0000000000 65535 f\r\n0000000009 00000 n\r\n0000000054 00000 n\r\ntrailer\n<</Size 3/Root 1 0 R>>\nstartxref\n100\n%%EOF\n");

    static Task<Opened> Check(Guest guest, string path, byte[] file, string name = "thu.pdf") => guest.Send(path, "File", new Dictionary<string, string>(), name, file);

    static Task<Opened> Pair(Guest guest, byte[] file, byte[] signature) =>
        guest.Send(Page, "File", new Dictionary<string, string>(), ("File", "cong-van.txt", file), ("Signature", "cong-van.txt.p7s", signature));
}
