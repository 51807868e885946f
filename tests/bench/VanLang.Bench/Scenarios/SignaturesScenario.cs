using System.CommandLine;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VanLang.Hosting;
using VanLang.Kernel;
using VanLang.Kernel.Data;
using VanLang.Printing.Contracts;
using VanLang.Signing.Contracts;

namespace VanLang.Bench.Scenarios;

/// <summary>
/// <c>./bench signatures --trust-services URL</c>: signing a file of 1 MB to B-T, bringing it to B-LTA, and checking it. Processor time of this program, the key's own work included; the services run
/// beside it (<c>./simulator trust-services</c>). Without them only B-B is measured.
/// </summary>
static class SignaturesScenario
{
    const string Pin = "246810";

    public static Command Create()
    {
        Option<int> rounds = BenchOptions.Rounds(5);
        Option<string?> services = new("--trust-services") { Description = "Dịch vụ tin cậy mô phỏng / simulated trust services" };
        Option<FileInfo?> json = BenchOptions.Json();
        Command command = new("signatures", "Ký và kiểm tra chữ ký / signing and checking signatures") { rounds, services, json };
        command.SetAction((parsed, token) => Run(parsed.GetRequiredValue(rounds), parsed.GetValue(services), parsed.GetValue(json), token));
        return command;
    }

    static async Task<int> Run(int rounds, string? services, FileInfo? json, CancellationToken cancellationToken)
    {
        Report report = new("signatures");
        string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-bench-").FullName;
        try
        {
            await using ServiceProvider house = House(folder, services);
            SignatureEvidence evidence = house.GetRequiredService<SignatureEvidence>();
            SealedKey key = await Key(house, folder, cancellationToken);
            using UnlockedKey first = key.Unlock(Pin)!;
            byte[] pdf = OneMegabyte();
            TrustList trust = house.GetRequiredService<TrustListFile>().Read();
            byte[] signed = await Sign(pdf, first, evidence, cancellationToken);
            byte[] whole = evidence.IsOn ? (await evidence.Extend(signed, cancellationToken)).Pdf.ToArray() : signed;
            SignatureReport found = PdfSignatureCheck.Check(whole, trust, DateTimeOffset.UtcNow);
            if (found.Verdict != SignatureVerdict.Passed)
                throw new InvalidOperationException($"What was signed does not pass: {string.Join("; ", found.Signatures.SelectMany(signature => signature.Remarks))}");
            List<double> signing = [], extending = [], checking = [];
            for (int round = 0; round < rounds; round++)
            {
                // A PIN opens the key for twenty signatures at most.
                using UnlockedKey opened = key.Unlock(Pin)!;
                signing.Add(await Milliseconds(10, () => Sign(pdf, opened, evidence, cancellationToken)));
                if (evidence.IsOn)
                    extending.Add(await Milliseconds(10, () => evidence.Extend(signed, cancellationToken)));
                checking.Add(await Milliseconds(20, () => Task.FromResult(PdfSignatureCheck.Check(whole, trust, DateTimeOffset.UtcNow))));
            }

            report.Add(new($"sign 1 MB to {(evidence.IsOn ? "B-T" : "B-B")}", "ms", signing) { Must = 30, LessIsBetter = true, Judge = Judge.Best });
            if (evidence.IsOn)
                report.Add(new("from B-T to B-LTA", "ms", extending) { LessIsBetter = true, Judge = Judge.Best });
            report.Add(new($"check 1 MB at {found.Signatures[0].Level}", "ms", checking) { Must = 30, LessIsBetter = true, Judge = Judge.Best });
            return report.Finish(json);
        }
        finally
        {
            System.IO.Directory.Delete(folder, recursive: true);
        }
    }

    static async Task<byte[]> Sign(byte[] pdf, UnlockedKey key, SignatureEvidence evidence, CancellationToken cancellationToken)
    {
        SignatureRequest request = SignatureRequest.At(
            new ReservedField("leader", ReservedKind.Signature, 1, 300, 300, 150, 60, null), "Nguyễn Văn An", DateTimeOffset.Now, new SignatureAppearance.Person("Nguyễn Văn An", true)) with { CmsRoom = evidence.CmsRoom };
        PreparedSignature prepared = ((PrepareOutcome.Ready)PdfSigner.Prepare(pdf, request)).Prepared;
        return ((CompleteOutcome.Done)PdfSigner.Complete(prepared, await evidence.WithTime(key.Sign(prepared), cancellationToken))).Pdf.ToArray();
    }

    static async Task<double> Milliseconds(int times, Func<Task> work)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        for (int i = 0; i < times; i++)
            await work();
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / times;
    }

    static ServiceProvider House(string folder, string? services)
    {
        ServiceCollection collection = new();
        IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(services is null ? [] : SimulatedTrust.Settings(services)).Build();
        collection.AddLogging();
        collection.AddSingleton(configuration);
        ProgramServices.Add(collection, configuration, ProgramServices.Open(folder), TimeProvider.System, new Installation(true, null));
        return collection.BuildServiceProvider();
    }

    static async Task<SealedKey> Key(ServiceProvider house, string folder, CancellationToken cancellationToken)
    {
        using SimulatedTrust? trust = SimulatedTrust.Of(house.GetRequiredService<IConfiguration>());
        if (trust is not null)
        {
            await trust.Trust(new DataFolder(folder), cancellationToken);
            using KeyRequest request = KeyRequest.ForDemonstration("Nguyễn Văn An", "Chủ tịch", "Ủy ban nhân dân phường Việt Trì");
            return await trust.Certify(request, Pin, cancellationToken);
        }

        using DemonstrationAuthority own = DemonstrationAuthority.Create(DateTimeOffset.UtcNow);
        RootFile.Add(Path.Combine(folder, "demonstration-root.crt"), own.Root);
        return own.IssuePerson("Nguyễn Văn An", "Chủ tịch", "Ủy ban nhân dân phường Việt Trì", Pin, DateTimeOffset.UtcNow);
    }

    static byte[] OneMegabyte()
    {
        MemoryStream file = new();
        List<long> offsets = [];
        Write("%PDF-1.7\n");
        Item("<</Type/Catalog/Pages 2 0 R>>");
        Item("<</Type/Pages/Kids[3 0 R]/Count 1>>");
        Item("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>/Contents 4 0 R>>");
        Item("<</Length 11>>\nstream\n0 0 m 9 9 l\nendstream");
        Item($"<</Length 1000000>>\nstream\n{new string('x', 1_000_000)}\nendstream");
        long table = file.Position;
        Write($"xref\n0 6\n0000000000 65535 f\r\n{string.Concat(offsets.Select(offset => $"{offset:D10} 00000 n\r\n"))}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
        return file.ToArray();

        void Item(string body)
        {
            offsets.Add(file.Position);
            Write($"{offsets.Count} 0 obj\n{body}\nendobj\n");
        }

        void Write(string text) => file.Write(Encoding.Latin1.GetBytes(text));
    }
}
