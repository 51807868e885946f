using Microsoft.AspNetCore.Http;
using VanLang.Signing.Contracts;

namespace VanLang.OneStop.Results.Elsewhere;

/// <summary>A key file as a form sends it, in memory for the request alone.</summary>
static class UploadedKey
{
    public const string Field = "KeyFile";

    /// <summary>The file; empty where none was sent or it is too large to be one.</summary>
    public static async Task<ReadOnlyMemory<byte>> Of(IFormCollection form, CancellationToken cancellationToken)
    {
        if (form.Files.GetFile(Field) is not { Length: > 0 and <= KeyFile.Largest } file)
            return default;
        using MemoryStream content = new();
        await file.CopyToAsync(content, cancellationToken);
        return content.ToArray();
    }
}
