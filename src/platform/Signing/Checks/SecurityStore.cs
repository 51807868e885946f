using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VanLang.Signing.Cms;
using VanLang.Signing.Pdf;

namespace VanLang.Signing.Checks;

/// <summary>Certificates, revocation lists and answers that lie in a file for the later check of its signatures (/DSS, EN 319 142-1, 5.4.2).</summary>
internal sealed class SecurityStore
{
    private const string ArchivedRevocation = "1.2.840.113583.1.1.8";
    private const int MostItems = 2_000;

    public X509Certificate2Collection Certificates { get; } = [];

    public RevocationData Revocation { get; } = new();

    public static SecurityStore Of(PdfFile file)
    {
        var store = new SecurityStore();
        if (file.Dictionary(file.Root["DSS"]) is not { } root)
            return store;
        foreach (var certificate in Streams(file, root["Certs"]))
            store.AddCertificate(certificate);
        foreach (var list in Streams(file, root["CRLs"]))
            store.Revocation.AddList(list);
        foreach (var answer in Streams(file, root["OCSPs"]))
            store.Revocation.AddAnswer(answer);
        return store;
    }

    /// <summary>Takes in what lies in a signature itself.</summary>
    public void Add(CmsMessage message)
    {
        foreach (var list in message.RevocationLists)
            Revocation.AddList(list);
        foreach (var archived in message.Signed[ArchivedRevocation])
            AddArchived(archived);
    }

    private void AddCertificate(byte[] bytes)
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

    private static List<byte[]> Streams(PdfFile file, PdfObject? list)
    {
        var found = new List<byte[]>();
        foreach (var item in (file.Array(list)?.Items ?? []).Take(MostItems))
        {
            if (file.Resolve(item) is PdfStream stream)
                found.Add(PdfFilters.Decode(file, stream));
        }

        return found;
    }
}
