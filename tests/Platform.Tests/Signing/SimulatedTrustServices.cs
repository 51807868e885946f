using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using VanLang.Foundation.Tests.Printing;
using VanLang.Printing.Contracts;
using VanLang.Signing.Contracts;
using VanLang.Signing.Evidence;
using Xunit;

namespace VanLang.Platform.Tests.Signing;

/// <summary>The simulated trust services for all tests of a class, and papers signed with their help.</summary>
public sealed class SimulatedTrustServices : IAsyncLifetime
{
    internal const string Pin = "246810";
    private TrustServicesProcess? process;

    internal TrustServicesProcess Process => process ?? throw new InvalidOperationException();

    internal string Folder => Process.Folder;

    internal string Address => Process.Address;

    internal X509Certificate2 Root { get; private set; } = null!;

    internal static PrintedDocument Printed { get; } = SamplePapers.Print("ban-sao-trich-luc");

    public async ValueTask InitializeAsync()
    {
        process = await TrustServicesProcess.Start();
        Root = X509CertificateLoader.LoadCertificate(await process.Get("ca/root.crt"));
        File.WriteAllText(Path.Combine(Folder, "simulated-root.crt"), Root.ExportCertificatePem());
        await ListStampUnit();
    }

    /// <summary>Takes the time-stamp unit of this day into the trust list, as an operator does.</summary>
    internal async Task<X509Certificate2> ListStampUnit()
    {
        var unit = await Process.Get("ca/time-stamp.crt");
        var file = Path.Combine(Folder, "simulated-time-stamp.crt");
        if (!File.Exists(file) || !RootFile.Read(file).Any(known => known.Span.SequenceEqual(unit)))
            RootFile.Add(file, unit);
        return X509CertificateLoader.LoadCertificate(unit);
    }

    /// <summary>A key of an invented person, certified by the services.</summary>
    internal async Task<SealedKey> Key(string name)
    {
        using var request = KeyRequest.ForDemonstration(name, "Chủ tịch", SignedPaper.AgencyName);
        var pem = await (await Process.Post("ca/chung-thu", request.Encoded.ToArray())).EnsureSuccessStatusCode().Content.ReadAsStringAsync();
        X509Certificate2Collection certificates = [];
        certificates.ImportFromPem(pem);
        return request.Seal([.. certificates.Select(certificate => (ReadOnlyMemory<byte>)certificate.RawData)], Pin);
    }

    /// <summary>The trust list of the province as an installation has it that is linked to the services.</summary>
    internal TrustListFile TrustFile(string? list = null) => new(list ?? Path.Combine(SamplePapers.RepositoryFolder, "province", "signatures.json"), Folder);

    /// <summary>What brings signatures to their levels, linked to the services.</summary>
    /// <param name="answer">How long it waits for a responder, and with <paramref name="signing"/> for a time-stamp while signing; a minute unless said otherwise, for machines that are busy.</param>
    internal SignatureEvidence Evidence(TimeProvider time, bool mayAsk = true, TimeSpan? answer = null, TimeSpan? signing = null, string? list = null)
    {
        var minute = TimeSpan.FromMinutes(1);
        var settings = new TrustServiceSettings(new Uri($"{Address}/tsa"), mayAsk ? [new Uri(Address)] : []) { WhileSigning = signing ?? minute, ForAnswer = answer ?? minute, ForList = minute };
        return new SignatureEvidence(settings, TrustFile(list), time, NullLogger<SignatureEvidence>.Instance);
    }

    /// <summary>The paper with the leader's signature, stamped where the authority answers.</summary>
    internal async Task<ReadOnlyMemory<byte>> ByLeader(SignatureEvidence evidence, DateTimeOffset now, SealedKey? key = null)
    {
        var request = SignatureRequest.ForLeader(Printed, "leader", SignedPaper.LeaderName, now, demonstration: true) with { CmsRoom = evidence.CmsRoom };
        var prepared = SignedPaper.Prepare(Printed.Pdf, request);
        using var opened = (key ?? await Key(SignedPaper.LeaderName)).Unlock(Pin).ShouldNotBeNull();
        return PdfSigner.Complete(prepared, await evidence.WithTime(opened.Sign(prepared), default)).ShouldBeOfType<CompleteOutcome.Done>().Pdf;
    }

    /// <summary>The same with number, date and seal.</summary>
    internal async Task<ReadOnlyMemory<byte>> Issue(ReadOnlyMemory<byte> pdf, DateTimeOffset now) =>
        SignedPaper.Sign(pdf, SignatureRequest.ForIssue(SignedPaper.Values, "agency", SignedPaper.AgencyName, now), await Key(SignedPaper.AgencyName), Pin);

    /// <summary>Field, verdict and level of each signature, and the remarks where it did not pass.</summary>
    internal string[] Levels(ReadOnlyMemory<byte> pdf, DateTimeOffset now, string? list = null)
    {
        var report = PdfSignatureCheck.Check(pdf, TrustFile(list).Read(), now);
        report.Problem.ShouldBeNull();
        return [.. report.Signatures.Select(signature => $"{signature.Field} {signature.Verdict} {signature.Level}{(signature.Verdict == SignatureVerdict.Passed ? "" : $" {string.Join("; ", signature.Remarks)}")}")];
    }

    /// <summary>Runs openssl in the folder. A missing tool is a failure of the test.</summary>
    internal string OpenSsl(params string[] arguments)
    {
        var start = new ProcessStartInfo("openssl") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var running = System.Diagnostics.Process.Start(start)!;
        var errors = running.StandardError.ReadToEndAsync();
        var output = running.StandardOutput.ReadToEnd();
        running.WaitForExit();
        return output + errors.Result;
    }

    internal string Write(string name, byte[] content)
    {
        File.WriteAllBytes(Path.Combine(Folder, name), content);
        return name;
    }

    internal string WritePem(string name, X509Certificate2 certificate)
    {
        File.WriteAllText(Path.Combine(Folder, name), certificate.ExportCertificatePem());
        return name;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
            await process.DisposeAsync();
    }
}
