using System.Diagnostics;
using Shouldly;
using VanLang.Foundation.Tests.Printing;
using VanLang.Printing.Contracts;
using VanLang.Signing.Contracts;

namespace VanLang.Platform.Tests.Signing;

/// <summary>A result on its way: printed, signed by the leader, issued by the records clerk. Made once for all tests of a class.</summary>
public sealed class SignedPaper : IDisposable
{
    internal const string LeaderPin = "246810";
    internal const string SealPin = "135791";
    internal const string AgencyName = "Ủy ban nhân dân phường Việt Trì";
    internal const string LeaderName = "Phạm Quốc Trung";

    internal static readonly DateTimeOffset Now = SamplePapers.Now.ToOffset(TimeSpan.FromHours(7));

    internal static IReadOnlyDictionary<string, string> Values { get; } =
        new Dictionary<string, string> { ["number"] = "215", ["date"] = "23 tháng 11 năm 2026" };

    public SignedPaper()
    {
        Authority = DemonstrationAuthority.Create(Now);
        Leader = Authority.IssuePerson(LeaderName, "Chủ tịch", AgencyName, LeaderPin, Now);
        Seal = Authority.IssueAgency(AgencyName, SealPin, Now);
        Printed = SamplePapers.Print("ban-sao-trich-luc");
        ByLeader = Sign(Printed.Pdf, LeaderRequest(), Leader, LeaderPin);
        Issued = Sign(ByLeader, IssueRequest(), Seal, SealPin);
    }

    internal DemonstrationAuthority Authority { get; }

    internal SealedKey Leader { get; }

    internal SealedKey Seal { get; }

    internal PrintedDocument Printed { get; }

    internal ReadOnlyMemory<byte> ByLeader { get; }

    internal ReadOnlyMemory<byte> Issued { get; }

    internal SignatureRequest LeaderRequest() => SignatureRequest.ForLeader(Printed, "leader", LeaderName, Now.AddHours(1), demonstration: true);

    internal static SignatureRequest IssueRequest() => SignatureRequest.ForIssue(Values, "agency", AgencyName, Now.AddHours(2));

    /// <summary>The trust list of the province, and this authority.</summary>
    internal TrustList Trust => ListOfProvince.With([Authority.Root]);

    internal static TrustList ListOfProvince { get; } = TrustList.Load(Path.Combine(SamplePapers.RepositoryFolder, "province", "signatures.json"), null);

    internal SignatureReport Check(ReadOnlyMemory<byte> pdf) => PdfSignatureCheck.Check(pdf, Trust, Now.AddHours(3));

    internal static PreparedSignature Prepare(ReadOnlyMemory<byte> pdf, SignatureRequest request) =>
        PdfSigner.Prepare(pdf, request).ShouldBeOfType<PrepareOutcome.Ready>().Prepared;

    internal static ReadOnlyMemory<byte> Sign(ReadOnlyMemory<byte> pdf, SignatureRequest request, SealedKey key, string pin)
    {
        var prepared = Prepare(pdf, request);
        using var unlocked = key.Unlock(pin).ShouldNotBeNull();
        return PdfSigner.Complete(prepared, unlocked.Sign(prepared)).ShouldBeOfType<CompleteOutcome.Done>().Pdf;
    }

    /// <summary>Runs a tool of poppler-utils over a file. A missing tool is a failure of the test.</summary>
    internal static string Poppler(string tool, ReadOnlyMemory<byte> pdf, params string[] arguments)
    {
        var path = Path.Combine(Path.GetTempPath(), $"vanlang-{Guid.NewGuid():N}.pdf");
        File.WriteAllBytes(path, pdf.ToArray());
        try
        {
            var start = new ProcessStartInfo(tool) { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in arguments)
                start.ArgumentList.Add(argument == "FILE" ? path : argument);
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return output + errors.Result;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new ShouldAssertException($"{tool} is missing. It belongs to the Debian package poppler-utils: apt-get install poppler-utils");
        }
        finally
        {
            File.Delete(path);
        }
    }

    public void Dispose() => Authority.Dispose();
}
