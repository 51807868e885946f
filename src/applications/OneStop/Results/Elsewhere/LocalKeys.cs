using System.Text.Json;
using VanLang.Kernel;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Signing.Contracts;

namespace VanLang.OneStop.Results.Elsewhere;

/// <summary>Keys that signers have on their own machines, as the signing program there shows their certificates.</summary>
sealed class LocalKeys(OwnCertificates certificates, Installation installation)
{
    const int MostCertificates = 6, LargestAnswer = 64 * 1024;

    /// <summary>Registers the certificate that the program showed when it was paired.</summary>
    /// <param name="answer">A JSON array: the holder's certificate, then those of its issuers, base64.</param>
    public async Task<Outcome<Done>> Register(string answer, Actor actor, CancellationToken cancellationToken) => Certificates(answer) is [var holder, .. var issuers]
        ? await certificates.Add(KeyPlace.Local, "", holder, issuers, installation.IsDemonstration, actor, cancellationToken)
        : SigningErrors.LocalAnswerWrong;

    static ReadOnlyMemory<byte>[] Certificates(string answer)
    {
        try
        {
            return answer.Length <= LargestAnswer && JsonSerializer.Deserialize<string[]>(answer) is { Length: <= MostCertificates } all ? [.. all.Select(text => (ReadOnlyMemory<byte>)Convert.FromBase64String(text))] : [];
        }
        catch (Exception fault) when (fault is JsonException or FormatException or ArgumentNullException)
        {
            return [];
        }
    }
}
