using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VanLang.Signing.Evidence;

/// <summary>Where a certificate says that its revocation can be asked.</summary>
internal static class RevocationAddresses
{
    private const string ListPoints = "2.5.29.31";
    private static readonly Asn1Tag First = new(TagClass.ContextSpecific, 0, true);
    private static readonly Asn1Tag Location = new(TagClass.ContextSpecific, 6);

    /// <summary>Addresses of responders (RFC 5280, 4.2.2.1).</summary>
    public static IReadOnlyList<Uri> Responders(X509Certificate2 certificate) => Read(() => certificate.Extensions.OfType<X509AuthorityInformationAccessExtension>()
        .SelectMany(extension => extension.EnumerateOcspUris()));

    /// <summary>Addresses of revocation lists (RFC 5280, 4.2.1.13).</summary>
    public static IReadOnlyList<Uri> Lists(X509Certificate2 certificate) => Read(() => certificate.Extensions.Where(extension => extension.Oid?.Value == ListPoints)
        .SelectMany(extension => Points(extension.RawData)));

    private static List<string> Points(byte[] extension)
    {
        var found = new List<string>();
        var points = new AsnReader(extension, AsnEncodingRules.DER).ReadSequence();
        while (points.HasData)
        {
            var point = points.ReadSequence();
            if (!point.HasData || !point.PeekTag().HasSameClassAndValue(First))
                continue;
            var name = point.ReadSequence(First);
            if (!name.HasData || !name.PeekTag().HasSameClassAndValue(First))
                continue;
            var names = name.ReadSequence(First);
            while (names.HasData)
            {
                if (names.PeekTag().HasSameClassAndValue(Location))
                    found.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, Location));
                else
                    names.ReadEncodedValue();
            }
        }

        return found;
    }

    private static List<Uri> Read(Func<IEnumerable<string>> read)
    {
        try
        {
            return [.. read().Select(text => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https") ? address : null).OfType<Uri>()];
        }
        catch (Exception fault) when (fault is AsnContentException or CryptographicException)
        {
            return [];
        }
    }
}
