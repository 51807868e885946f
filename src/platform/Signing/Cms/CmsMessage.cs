using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VanLang.Signing.Cms;

/// <summary>
/// What one signer of a signed CMS message says, as its bytes tell it (RFC 5652). Nothing is judged here. Read by ourselves, because the content it signs may be a file of
/// hundreds of megabytes that need not be copied.
/// </summary>
internal sealed record CmsMessage
{
    private const string SignedData = "1.2.840.113549.1.7.2";
    private const string AnswerFormat = "1.3.6.1.5.5.7.16.2";
    private const int MostCertificates = 100;
    private const int MostSigners = 50;
    private static readonly Asn1Tag First = new(TagClass.ContextSpecific, 0, true);
    private static readonly Asn1Tag Second = new(TagClass.ContextSpecific, 1, true);

    /// <summary>Content that lies inside; null in a detached signature.</summary>
    public byte[]? Content { get; private init; }

    public X509Certificate2Collection Certificates { get; } = [];

    /// <summary>Revocation lists, DER.</summary>
    public List<byte[]> RevocationLists { get; } = [];

    /// <summary>Answers of responders (RFC 5940), DER.</summary>
    public List<byte[]> RevocationAnswers { get; } = [];

    public required CmsAlgorithm Digest { get; init; }

    /// <summary>The signed attributes as the SET that is hashed; null when there are none.</summary>
    public byte[]? SignedSet { get; private init; }

    public ILookup<string, byte[]> Signed { get; private init; } = Enumerable.Empty<(string, byte[])>().ToLookup(_ => "", pair => pair.Item2);

    public ILookup<string, byte[]> Unsigned { get; private init; } = Enumerable.Empty<(string, byte[])>().ToLookup(_ => "", pair => pair.Item2);

    public required CmsAlgorithm SignatureAlgorithm { get; init; }

    public required byte[] Signature { get; init; }

    /// <summary>The certificate that the signer names by issuer and number or by key identifier; null when it is not enclosed.</summary>
    public X509Certificate2? Signer { get; private init; }

    /// <exception cref="AsnContentException">The bytes are no such message.</exception>
    /// <exception cref="CryptographicException">They have not exactly one signer, or a certificate in them is none.</exception>
    public static CmsMessage Read(ReadOnlyMemory<byte> bytes) => ReadAll(bytes) is [var single] ? single : throw new CryptographicException("The message has several signers.");

    /// <summary>All signers, one at least.</summary>
    /// <exception cref="AsnContentException">The bytes are no such message.</exception>
    /// <exception cref="CryptographicException">They have no signer or too many, or a certificate in them is none.</exception>
    public static IReadOnlyList<CmsMessage> ReadAll(ReadOnlyMemory<byte> bytes)
    {
        var info = new AsnReader(bytes, AsnEncodingRules.BER).ReadSequence();
        if (info.ReadObjectIdentifier() != SignedData)
            throw new CryptographicException("The message is not signed data.");
        var data = info.ReadSequence(First).ReadSequence();
        data.ReadInteger();
        data.ReadSetOf();
        var encapsulated = data.ReadSequence();
        encapsulated.ReadObjectIdentifier();
        var content = encapsulated.HasData ? encapsulated.ReadSequence(First).ReadOctetString() : null;
        var certificates = data.HasData && data.PeekTag().HasSameClassAndValue(First) ? Items(data.ReadSetOf(skipSortOrderValidation: true, First)) : [];
        var words = data.HasData && data.PeekTag().HasSameClassAndValue(Second) ? Items(data.ReadSetOf(skipSortOrderValidation: true, Second)) : [];
        if (certificates.Count > MostCertificates)
            throw new CryptographicException("The message has too many certificates.");
        var enclosed = certificates.Where(item => item[0] == 0x30).Select(item => X509CertificateLoader.LoadCertificate(item)).ToArray();
        var signers = data.ReadSetOf(skipSortOrderValidation: true);
        var found = new List<CmsMessage>();
        while (signers.HasData)
        {
            if (found.Count == MostSigners)
                throw new CryptographicException("The message has too many signers.");
            var message = ReadSigner(signers.ReadSequence(), content, [.. enclosed]);
            message.RevocationLists.AddRange(words.Where(word => word[0] == 0x30));
            message.RevocationAnswers.AddRange(words.Where(word => word[0] == 0xA1).Select(Answer).OfType<byte[]>());
            found.Add(message);
        }

        return found.Count > 0 ? found : throw new CryptographicException("The message has no signer.");
    }

    private static List<byte[]> Items(AsnReader set)
    {
        var items = new List<byte[]>();
        while (set.HasData)
            items.Add(set.ReadEncodedValue().ToArray());
        return items;
    }

    private static byte[]? Answer(byte[] word)
    {
        var other = new AsnReader(word, AsnEncodingRules.BER).ReadSequence(Second);
        return other.ReadObjectIdentifier() == AnswerFormat ? other.ReadEncodedValue().ToArray() : null;
    }

    private static CmsMessage ReadSigner(AsnReader signer, byte[]? content, X509Certificate2Collection enclosed)
    {
        signer.ReadInteger();
        var certificate = Named(signer, enclosed);
        var digest = CmsAlgorithm.Read(signer);
        byte[]? set = null;
        if (signer.PeekTag().HasSameClassAndValue(First))
        {
            set = signer.ReadEncodedValue().ToArray();

            // Carried as [0] IMPLICIT, hashed as a SET: the same bytes with another tag (RFC 5652, 5.4).
            set[0] = 0x31;
        }

        var algorithm = CmsAlgorithm.Read(signer);
        var message = new CmsMessage
        {
            Content = content,
            Digest = digest,
            SignedSet = set,
            Signed = set is null ? Enumerable.Empty<(string, byte[])>().ToLookup(_ => "", pair => pair.Item2) : Attributes(new AsnReader(set, AsnEncodingRules.BER).ReadSetOf(skipSortOrderValidation: true)),
            SignatureAlgorithm = algorithm,
            Signature = signer.ReadOctetString(),
            Unsigned = signer.HasData && signer.PeekTag().HasSameClassAndValue(Second)
                ? Attributes(signer.ReadSetOf(skipSortOrderValidation: true, Second))
                : Enumerable.Empty<(string, byte[])>().ToLookup(_ => "", pair => pair.Item2),
            Signer = certificate,
        };
        message.Certificates.AddRange(enclosed);
        return message;
    }

    private static X509Certificate2? Named(AsnReader signer, X509Certificate2Collection enclosed)
    {
        if (signer.PeekTag().HasSameClassAndValue(First))
        {
            var identifier = signer.ReadOctetString(new Asn1Tag(TagClass.ContextSpecific, 0));
            return enclosed.FirstOrDefault(certificate => certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>()
                .Any(extension => extension.SubjectKeyIdentifierBytes.Span.SequenceEqual(identifier)));
        }

        var name = signer.ReadSequence();
        var issuer = name.ReadEncodedValue();
        var serial = name.ReadIntegerBytes();
        return enclosed.FirstOrDefault(certificate => certificate.IssuerName.RawData.AsSpan().SequenceEqual(issuer.Span)
            && certificate.SerialNumberBytes.Span.SequenceEqual(serial.Span));
    }

    private static ILookup<string, byte[]> Attributes(AsnReader set)
    {
        var found = new List<(string, byte[])>();
        while (set.HasData)
        {
            var attribute = set.ReadSequence();
            var type = attribute.ReadObjectIdentifier();
            var values = attribute.ReadSetOf(skipSortOrderValidation: true);
            while (values.HasData)
                found.Add((type, values.ReadEncodedValue().ToArray()));
        }

        return found.ToLookup(pair => pair.Item1, pair => pair.Item2);
    }
}

/// <summary>An algorithm as a message names it.</summary>
/// <param name="Oid">Object identifier.</param>
/// <param name="Parameters">Its parameters, DER; empty for none.</param>
internal sealed record CmsAlgorithm(string Oid, ReadOnlyMemory<byte> Parameters)
{
    public static CmsAlgorithm Read(AsnReader reader)
    {
        var sequence = reader.ReadSequence();
        return new CmsAlgorithm(sequence.ReadObjectIdentifier(), sequence.HasData ? sequence.ReadEncodedValue() : default);
    }
}
