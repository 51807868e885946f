using VanLang.Printing.Contracts;

namespace VanLang.Signing.Contracts;

/// <summary>One incremental update that ends with a signature: fields to add, fields to fill, and the signature itself.</summary>
public sealed record SignatureRequest
{
    /// <summary>Name of the signature field; it is in the file or among <see cref="NewFields"/>.</summary>
    public required string Field { get; init; }

    /// <summary>Time written into the signature (/M), to the second.</summary>
    public required DateTimeOffset SignedAt { get; init; }

    /// <summary>Name written into the signature (/Name) for readers that show it.</summary>
    public required string SignerName { get; init; }

    /// <summary>What is seen on the page.</summary>
    public required SignatureAppearance Appearance { get; init; }

    /// <summary>
    /// Certifies the document with DocMDP P=2: afterwards only fields may be filled and signatures added (ISO 32000-1, 12.8.2.2).
    /// Only the first signature of a file can do that.
    /// </summary>
    public bool Certify { get; init; }

    /// <summary>Fields to add at places that printing reserved; text fields are empty.</summary>
    public IReadOnlyList<ReservedField> NewFields { get; init; } = [];

    /// <summary>Texts for empty text fields of the file, by field name.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>Reason shown by readers, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>Place shown by readers, or null.</summary>
    public string? Location { get; init; }

    /// <summary>Bytes kept for the CMS; 4,096 hold a signature with three certificates, a time-stamp needs about 6,000 more.</summary>
    public int CmsRoom { get; init; } = 4096;

    /// <summary>
    /// The leader's signature on a printed result: the first of the file, certifying, with the fields for number, date and seal
    /// added and still empty: the leader signs, then the records clerk numbers and seals.
    /// </summary>
    public static SignatureRequest ForLeader(PrintedDocument printed, string field, string signerName, DateTimeOffset signedAt, bool demonstration) =>
        ForLeader(printed.Reserved, field, signerName, signedAt, demonstration);

    /// <summary>The same from the reserved places alone, where file and places were kept apart.</summary>
    public static SignatureRequest ForLeader(
        IReadOnlyList<ReservedField> reserved, string field, string signerName, DateTimeOffset signedAt, bool demonstration) => new()
        {
            Field = field,
            SignedAt = signedAt,
            SignerName = signerName,
            Appearance = new SignatureAppearance.Person(signerName, demonstration),
            Certify = true,
            NewFields = reserved,
        };

    /// <summary>A signature or block at a place that was found for it (<see cref="SignaturePlaces"/>), on a file of any origin; earlier signatures stay valid.</summary>
    public static SignatureRequest At(ReservedField place, string signerName, DateTimeOffset signedAt, SignatureAppearance appearance)
    {
        ArgumentNullException.ThrowIfNull(place);
        return new() { Field = place.Name, SignedAt = signedAt, SignerName = signerName, Appearance = appearance, NewFields = [place] };
    }

    /// <summary>The records clerk's act: number and date are filled and the agency's seal is set, in one update.</summary>
    public static SignatureRequest ForIssue(
        IReadOnlyDictionary<string, string> values, string sealField, string agencyName, DateTimeOffset sealedAt) => new()
        {
            Field = sealField,
            SignedAt = sealedAt,
            SignerName = agencyName,
            Appearance = new SignatureAppearance.Seal(agencyName),
            Values = values,
        };
}

/// <summary>What is seen where a signature stands.</summary>
public abstract record SignatureAppearance
{
    private SignatureAppearance()
    {
    }

    /// <summary>A name in blue with the time of signing, and "MÔ PHỎNG" in a demonstration.</summary>
    public sealed record Person(string Name, bool Demonstration) : SignatureAppearance;

    /// <summary>A round red seal with the name of the agency. Drawn by program, it always says "MÔ PHỎNG".</summary>
    public sealed record Seal(string Agency) : SignatureAppearance;

    /// <summary>An agency certifies a copy: its seal, the form of the copy, its name and the time (Decree 30/2020, Annex I). Drawn by program, the seal is no image of a real one.</summary>
    /// <param name="Form">SAO Y, SAO LỤC or TRÍCH SAO, with the number of the copy where there is one.</param>
    public sealed record CertifiedCopy(string Form, string Agency, bool Demonstration) : SignatureAppearance;

    /// <summary>The stamp of arrival: agency, ĐẾN, number and day of arrival.</summary>
    public sealed record Arrival(string Agency, string Number, DateOnly Day, bool Demonstration) : SignatureAppearance;

    /// <summary>Nothing is drawn.</summary>
    public sealed record Invisible : SignatureAppearance;
}
