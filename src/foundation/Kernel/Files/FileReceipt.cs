using System.Globalization;

namespace VanLang.Kernel.Files;

/// <summary>What became of an uploaded file.</summary>
public abstract record FileReceipt
{
    private FileReceipt()
    {
    }

    /// <summary>The content is on disk, encrypted, flushed and read back; the caller now writes the row.</summary>
    /// <param name="File">The row to add in the caller's operation.</param>
    /// <param name="MetadataRemoved">True if data about the photo (place, time, device …) were removed.</param>
    public sealed record Received(StoredFile File, bool MetadataRemoved) : FileReceipt;

    /// <summary>Nothing was kept.</summary>
    /// <param name="Code">One of <see cref="FileRefusal"/>.</param>
    /// <param name="Arguments">What the message names.</param>
    public sealed record Refused(string Code, FileRefusalArguments Arguments) : FileReceipt
    {
        /// <summary>The message in the language of <paramref name="culture"/> (the current UI culture if null): what happened, what is kept, what to do.</summary>
        public string Text(CultureInfo? culture = null) => FilesTexts.Say(this, culture);
    }
}

/// <summary>What a refusal's message names.</summary>
/// <param name="Name">The sender's name of the file, made safe to show.</param>
/// <param name="Size">Size in bytes, null if it was not known (reading stops at the limit).</param>
/// <param name="Policy">The policy that was applied.</param>
public sealed record FileRefusalArguments(string Name, long? Size, FileIntakePolicy Policy);
