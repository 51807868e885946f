using System.Security.Cryptography.X509Certificates;
using VanLang.Signing.Checks;
using VanLang.Signing.Pdf;

namespace VanLang.Signing.Evidence;

/// <summary>What was fetched for one file, beside what lay in it.</summary>
/// <param name="store">The store of the file; what is fetched is known to it at once.</param>
internal sealed class FetchedEvidence(SecurityStore store)
{
    private readonly List<byte[]> certificates = [], lists = [], answers = [];

    public SecurityStore Store => store;

    public StoredEvidence All => new(certificates, lists, answers);

    public void AddAnswer(byte[] answer)
    {
        answers.Add(answer);
        store.Revocation.AddAnswer(answer);
    }

    public void AddList(byte[] list)
    {
        lists.Add(list);
        store.Revocation.AddList(list);
    }

    public void AddCertificate(X509Certificate2 certificate)
    {
        if (store.Certificates.Any(known => known.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span)))
            return;
        certificates.Add(certificate.RawData);
        store.Certificates.Add(certificate);
    }
}
