using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using VanLang.Kernel.Data;

namespace VanLang.Web;

/// <summary>What somebody typed into a form that could not be taken, so that it can be offered for sending again.</summary>
/// <param name="Values">Names and values in the order of the form; tokens and secrets are left out.</param>
/// <param name="LostFiles">Names of the files, which cannot be kept.</param>
/// <param name="HidesSecrets">A password or PIN was among the values and is not kept.</param>
sealed record TypedForm(IReadOnlyList<KeyValuePair<string, string>> Values, IReadOnlyList<string> LostFiles, bool HidesSecrets)
{
    const string TokenName = "__RequestVerificationToken";

    /// <summary>Text that a form too large to be read at once may still hold, in bytes.</summary>
    const int MostText = 2_000_000;

    public static async Task<TypedForm> Read(HttpRequest request, CancellationToken cancellation) => Clean(await request.ReadFormAsync(cancellation));

    /// <summary>Without characters that cannot be kept.</summary>
    public static TypedForm Clean(IFormCollection form)
    {
        var values = form.SelectMany(field => field.Value.Select(value => KeyValuePair.Create(StorableText.Clean(field.Key), StorableText.Clean(value ?? ""))));
        return Keep(values, [.. form.Files.Where(f => f.FileName.Length > 0).Select(f => StorableText.Clean(f.FileName))]);
    }

    /// <summary>Reads the texts of a multipart body of any size; files are read and thrown away, so that the browser gets an answer at all.</summary>
    public static async Task<TypedForm> ReadTexts(HttpRequest request, CancellationToken cancellation)
    {
        var boundary = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? HeaderUtilities.RemoveQuotes(type.Boundary).Value : null;
        List<KeyValuePair<string, string>> values = [];
        List<string> files = [];
        if (string.IsNullOrEmpty(boundary))
        {
            await request.Body.CopyToAsync(Stream.Null, cancellation);
            return Keep(values, files);
        }

        var reader = new MultipartReader(boundary, request.Body);
        var left = MostText;
        while (await reader.ReadNextSectionAsync(cancellation) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
                continue;
            if (disposition.FileName.HasValue || disposition.FileNameStar.HasValue)
            {
                var name = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value;
                if (!string.IsNullOrEmpty(name))
                    files.Add(name);
                await section.Body.CopyToAsync(Stream.Null, cancellation);
            }
            else
            {
                using var text = new StreamReader(section.Body);
                var buffer = new char[Math.Max(left, 0)];
                var read = await text.ReadBlockAsync(buffer, cancellation);
                left -= read;
                values.Add(KeyValuePair.Create(HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "", new string(buffer, 0, read)));
            }
        }

        return Keep(values, files);
    }

    static TypedForm Keep(IEnumerable<KeyValuePair<string, string>> values, IReadOnlyList<string> files)
    {
        var kept = values.Where(v => v.Key != TokenName).ToList();
        var secrets = kept.RemoveAll(v => IsSecret(v.Key));
        return new(kept, files, secrets > 0);
    }

    static bool IsSecret(string name)
    {
        var last = name[(name.LastIndexOf('.') + 1)..];
        return last.Contains("password", StringComparison.OrdinalIgnoreCase) || last.Contains("secret", StringComparison.OrdinalIgnoreCase)
            || last.Equals("pin", StringComparison.OrdinalIgnoreCase) || last.EndsWith("Pin", StringComparison.Ordinal)
            || last.Equals("otp", StringComparison.OrdinalIgnoreCase);
    }
}
