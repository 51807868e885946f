using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using VanLang.Signing.Contracts;

namespace VanLang.Signing.Keys;

/// <summary>A number of an official, as a certificate carries it and as a second person has found it on the official's identity paper.</summary>
sealed class SignerNumber
{
    public required Guid PersonId { get; init; }

    /// <summary><see cref="NumberKind"/>: <c>personal</c>, <c>card</c>, <c>passport</c>.</summary>
    public required string Kind { get; init; }

    [PersonalData]
    public required string Number { get; init; }

    /// <summary>The certificate on which it was confirmed.</summary>
    public required Guid CertificateId { get; init; }

    /// <summary>Person who has compared it.</summary>
    public required Guid ConfirmedBy { get; init; }

    public required DateTimeOffset ConfirmedAt { get; init; }

    public CertificateNumber Read() => new(Enum.Parse<NumberKind>(Kind, ignoreCase: true), Number);
}

sealed class SignerNumberMapping : IEntityTypeConfiguration<SignerNumber>
{
    public void Configure(EntityTypeBuilder<SignerNumber> builder)
    {
        builder.ToTable("signer_numbers", table => table.HasCheckConstraint("ck_signer_numbers_two_persons", "confirmed_by <> person_id"));
        builder.HasKey(number => new { number.PersonId, number.Kind });
        builder.HasIndex(number => new { number.Kind, number.Number }).IsUnique();
    }
}
