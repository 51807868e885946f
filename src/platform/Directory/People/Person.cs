using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VanLang.Directory.People;

/// <summary>An official (cán bộ, công chức, viên chức). What the official may do comes from the positions held.</summary>
sealed class Person
{
    public required Guid Id { get; init; }

    /// <summary>Key in <c>province/people.json</c>, <c>CB044</c>.</summary>
    public required string Key { get; init; }

    [PersonalData]
    public required string FullName { get; set; }

    /// <summary>User name given by the province, <c>datdd44</c>.</summary>
    [PersonalData]
    public string? UserName { get; set; }

    [PersonalData]
    public string? Email { get; set; }

    [PersonalData]
    public string? Phone { get; set; }

    /// <summary>An invented person, for demonstration.</summary>
    public required bool Fictitious { get; set; }

    public required string Source { get; set; }

    public required bool Verified { get; set; }

    public string? Label { get; set; }
}

sealed class PersonMapping : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("people");
        builder.HasKey(person => person.Id);
        builder.Property(person => person.Id).ValueGeneratedNever();
        builder.HasIndex(person => person.Key).IsUnique();
        builder.HasIndex(person => person.UserName).IsUnique();
    }
}
