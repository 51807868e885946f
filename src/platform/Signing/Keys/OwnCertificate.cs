using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VanLang.Signing.Keys;

/// <summary>A certificate that an official has registered and whose key lies elsewhere. Only signatures of registered certificates are accepted.</summary>
sealed class OwnCertificate
{
    public required Guid Id { get; init; }

    public required Guid PersonId { get; init; }

    /// <summary>Where the key is: <c>file</c>, <c>remote</c>, <c>local</c>, <c>token</c>.</summary>
    public required string Place { get; set; }

    /// <summary>By what the key is found there: the credential of a remote service, the label of a token; empty elsewhere.</summary>
    public required string Reference { get; set; }

    /// <summary>SHA-256 of the certificate, hexadecimal.</summary>
    public required string Thumbprint { get; init; }

    public required byte[] Certificate { get; init; }

    /// <summary>Certificates of the issuers without the root, DER in base64, separated by spaces.</summary>
    public required string Chain { get; init; }

    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>Whether it carries numbers of which none is confirmed, by which whoever confirms finds it.</summary>
    public bool AwaitsNumber { get; set; }

    /// <summary>What was last heard of its revocation, <see cref="Contracts.RevocationState"/>: <c>good</c>, <c>revoked</c>, <c>not-offered</c>, <c>unknown</c>; null where it was never asked.</summary>
    public string? Revocation { get; set; }

    public DateTimeOffset? RevocationAskedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
}

sealed class OwnCertificateMapping : IEntityTypeConfiguration<OwnCertificate>
{
    public void Configure(EntityTypeBuilder<OwnCertificate> builder)
    {
        builder.ToTable("own_certificates");
        builder.HasKey(certificate => certificate.Id);
        builder.Property(certificate => certificate.Id).ValueGeneratedNever();
        // Of one person alone, whoever registers it: a key that two hold is under nobody's sole control.
        builder.HasIndex(certificate => certificate.Thumbprint).IsUnique();
        builder.HasIndex(certificate => certificate.PersonId);
        builder.HasIndex(certificate => certificate.AddedAt).HasFilter("awaits_number");
    }
}
