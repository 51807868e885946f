using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VanLang.Signing.Keys;

/// <summary>A certificate that an official has registered and whose key lies elsewhere. Only signatures of registered certificates are accepted.</summary>
sealed class OwnCertificate
{
    public required Guid Id { get; init; }

    public required Guid PersonId { get; init; }

    /// <summary>Where the key is: <c>file</c>, <c>remote</c>, <c>local</c>.</summary>
    public required string Place { get; init; }

    /// <summary>By what the key is found there: the credential of a remote service; empty elsewhere.</summary>
    public required string Reference { get; init; }

    /// <summary>SHA-256 of the certificate, hexadecimal.</summary>
    public required string Thumbprint { get; init; }

    public required byte[] Certificate { get; init; }

    /// <summary>Certificates of the issuers without the root, DER in base64, separated by spaces.</summary>
    public required string Chain { get; init; }

    public required DateTimeOffset AddedAt { get; init; }
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
    }
}
