using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VanLang.Signing.Cms;
using VanLang.Signing.Pdf;

namespace VanLang.Signing.Checks;

/// <summary>Certificates, revocation lists and answers that lie in a file for the later check of its signatures (/DSS, EN 319 142-1, 5.4.2).</summary>
internal sealed class SecurityStore(ReadingBudget budget)
{
    private const string ArchivedRevocation = "1.2.840.113583.1.1.8";
    private const int MostItems = 500;
    private const int LargestStore = 64 * 1024 * 1024;

    public X509Certificate2Collection Certificates { get; } = [];

    public RevocationData Revocation { get; } = new(budget);

    public static SecurityStore Of(PdfFile file)
    {
        var store = new SecurityStore(file.Budget);
        if (file.Dictionary(file.Root["DSS"]) is not { } root)
            return store;
        long size = 0;
        foreach (var certificate in Streams(file, root["Certs"], ref size))
            store.AddCertificate(certificate);
        foreach (var list in Streams(file, root["CRLs"], ref size))
            store.Revocation.AddList(list);
        foreach (var answer in Streams(file, root["OCSPs"], ref size))
            store.Revocation.AddAnswer(answer);
        return store;
    }

    /// <summary>The same with what lies in a signature itself.</summary>
    public SecurityStore With(CmsMessage message)
    {
        var whole = new SecurityStore(budget);
        whole.Certificates.AddRange(Certificates);
        whole.Revocation.AddAll(Revocation);
        foreach (var list in message.RevocationLists)
            whole.Revocation.AddList(list);
        foreach (var answer in message.RevocationAnswers)
            whole.Revocation.AddAnswer(answer);
        foreach (var archived in message.Signed[ArchivedRevocation])
            whole.AddArchived(archived);
        return whole;
    }

    /// <summary>Takes a certificate in; one that is none is left out.</summary>
    public void AddCertificate(byte[] bytes)
    {
        try
        {
            Certificates.Add(X509CertificateLoader.LoadCertificate(bytes));
        }
        catch (CryptographicException)
        {
            // One that is none helps nobody, and the rest may.
        }
    }

    private void AddArchived(byte[] archived)
    {
        try
        {
            var whole = new AsnReader(archived, AsnEncodingRules.BER).ReadSequence();
            while (whole.HasData && whole.PeekTag() is { TagClass: TagClass.ContextSpecific, TagValue: 0 or 1 } tag)
            {
                var items = whole.ReadSequence(tag).ReadSequence();
                while (items.HasData)
                {
                    var item = items.ReadEncodedValue().ToArray();
                    if (tag.TagValue == 0)
                        Revocation.AddList(item);
                    else
                        Revocation.AddAnswer(item);
                }
            }
        }
        catch (AsnContentException)
        {
            // Then nothing is known from there.
        }
    }

    // One large stream may be named many times.
    private static List<byte[]> Streams(PdfFile file, PdfObject? list, ref long size)
    {
        var found = new List<byte[]>();
        foreach (var item in (file.Array(list)?.Items ?? []).Take(MostItems))
        {
            if (file.Resolve(item) is not PdfStream stream)
                continue;
            found.Add(PdfFilters.Decode(file, stream));
            if ((size += found[^1].Length) > LargestStore)
                throw new PdfLimitException("validation data");
        }

        return found;
    }
}
