using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace VanLang.Kernel.Files;

internal sealed class StoredFileMapping : IEntityTypeConfiguration<StoredFile>
{
    public void Configure(EntityTypeBuilder<StoredFile> builder)
    {
        builder.ToTable("stored_files");
        builder.HasKey(file => file.Id);
        builder.Property(file => file.Id).ValueGeneratedNever();
        builder.Property(file => file.ContentHash).HasMaxLength(64);
        builder.Property(file => file.StoreName).HasMaxLength(64);
        builder.Property(file => file.ContentType).HasMaxLength(100);
        builder.Property(file => file.OriginalName).HasMaxLength(StoredFile.LongestName);
        builder.Property(file => file.WrappedKey).HasMaxLength(FileEnvelope.WrappedKeyLength);
        builder.Property(file => file.KeyId).HasMaxLength(16);
        builder.Property(file => file.ScanState).HasConversion<string>().HasMaxLength(16);
        builder.Ignore(file => file.MayBeOpened);

        // The collector of unreferenced content asks whether any row still names it.
        builder.HasIndex(file => file.StoreName);

        // Few, and asked for every minute.
        builder.HasIndex(file => file.ScanState).HasFilter("scan_state = 'Quarantined'");
    }
}
