using System.Globalization;
using System.Resources;
using VanLang.Kernel.Files;

namespace VanLang.Kernel;

/// <summary>The texts of <c>Resources/FilesTexts</c>: a refusal's message for people, and sizes as they read them.</summary>
public sealed class FilesTexts
{
    private static readonly ResourceManager Texts = new("VanLang.Kernel.Resources.FilesTexts", typeof(FilesTexts).Assembly);

    private FilesTexts()
    {
    }

    /// <summary>The message of a refusal; the current UI culture if <paramref name="culture"/> is null.</summary>
    public static string Say(FileReceipt.Refused refused, CultureInfo? culture = null)
    {
        culture ??= CultureInfo.CurrentUICulture;
        var (name, size, policy) = refused.Arguments;
        var key = refused.Code == FileRefusal.TooLarge && size is null ? FileRefusal.TooLarge + ".size-unknown" : refused.Code;
        var text = Texts.GetString(key, culture) ?? throw new InvalidOperationException($"No text for {key}.");

        // The name comes last: it may contain braces of its own.
        return text
            .Replace("{size}", size is { } bytes ? Size(bytes, culture) : "", StringComparison.Ordinal)
            .Replace("{limit}", Size(policy.MaxBytes, culture), StringComparison.Ordinal)
            .Replace("{accepted}", policy.AcceptedText, StringComparison.Ordinal)
            .Replace("{name}", name, StringComparison.Ordinal);
    }

    /// <summary>A size for people: <c>20 MB</c>, <c>1,5 MB</c>, <c>12 KB</c>; 1 MB = 1,000,000 bytes. Rounded up, so that what is over a limit reads so.</summary>
    public static string Size(long bytes, CultureInfo? culture = null)
    {
        culture ??= CultureInfo.CurrentUICulture;
        return bytes switch
        {
            < 1_000 => string.Create(culture, $"{bytes} B"),
            < 1_000_000 => string.Create(culture, $"{Math.Ceiling(bytes / 1_000m):0} KB"),
            _ => string.Create(culture, $"{Math.Ceiling(bytes / 100_000m) / 10:0.#} MB"),
        };
    }
}
