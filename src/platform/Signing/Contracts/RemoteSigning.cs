using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using VanLang.Signing.Remote;

namespace VanLang.Signing.Contracts;

/// <summary>A key that a remote service holds for a person.</summary>
/// <param name="Id">Name of the credential there.</param>
/// <param name="Certificate">DER.</param>
/// <param name="Chain">Certificates of the issuers without the root, DER.</param>
public sealed record RemoteCredential(string Id, ReadOnlyMemory<byte> Certificate, IReadOnlyList<ReadOnlyMemory<byte>> Chain);

/// <summary>How the holder of a key has answered on the phone.</summary>
public abstract record RemoteAnswer
{
    private RemoteAnswer()
    {
    }

    /// <summary>Not yet.</summary>
    public sealed record Waiting : RemoteAnswer;

    /// <summary>The holder said no.</summary>
    public sealed record Refused : RemoteAnswer;

    /// <summary>The service takes the question no longer: nobody answered in its time.</summary>
    public sealed record Expired : RemoteAnswer;

    /// <summary>The holder said yes. What opens the key for these hashes and no others (signature activation data) is kept nowhere.</summary>
    public sealed record Confirmed(string ActivationData) : RemoteAnswer;
}

/// <summary>The remote service did not answer, or not as was agreed.</summary>
public sealed class RemoteSigningException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// A remote signing service, spoken to by the names of the API of the Cloud Signature Consortium, version 2 (<c>credentials/list</c>, <c>info</c>, <c>authorize</c>, <c>authorizeCheck</c>,
/// <c>signatures/signHash</c>): hashes go there, the holder confirms on the phone, signature values come back. Keys and documents never change sides.
/// </summary>
public sealed class RemoteSigning : IDisposable
{
    const string Sha256 = "2.16.840.1.101.3.4.2.1";
    const string RsaWithSha256 = "1.2.840.113549.1.1.11";
    const string EcdsaWithSha256 = "1.2.840.10045.4.3.2";
    const int LargestAnswer = 512 * 1024;
    const int MostCredentials = 10;

    readonly RemoteSigningSettings settings;
    readonly HttpClient http;

    internal RemoteSigning(RemoteSigningSettings settings)
    {
        this.settings = settings;
        http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(3) })
        {
            BaseAddress = settings.Address, Timeout = settings.Limit, MaxResponseContentBufferSize = LargestAnswer,
        };
        if (settings.Token is { Length: > 0 } token)
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Whether the installation has such a service.</summary>
    public bool IsOn => settings.Address is not null;

    /// <summary>The keys that the service holds for an account there.</summary>
    /// <exception cref="RemoteSigningException">It did not answer as was agreed.</exception>
    public async Task<IReadOnlyList<RemoteCredential>> Credentials(string account, CancellationToken cancellationToken)
    {
        var listed = await Ask("credentials/list", new { userID = account }, cancellationToken).ConfigureAwait(false);
        List<RemoteCredential> found = [];
        foreach (var id in Texts(listed["credentialIDs"]).Take(MostCredentials))
        {
            var info = await Ask("credentials/info", new { credentialID = id, certificates = "chain", certInfo = true, authInfo = true }, cancellationToken).ConfigureAwait(false);
            ReadOnlyMemory<byte>[] certificates = [.. Texts(info["cert"]?["certificates"]).Select(Bytes)];
            if (certificates.Length > 0)
                found.Add(new(id, certificates[0], [.. certificates.Skip(1).Where(IsIntermediate)]));
        }

        return found;
    }

    /// <summary>Has the holder asked on the phone.</summary>
    /// <param name="hashes">What is to be signed, SHA-256.</param>
    /// <param name="description">What the phone shows.</param>
    /// <param name="reference">By which the service knows a question that is sent again.</param>
    /// <returns>By what the answer is asked for.</returns>
    /// <exception cref="RemoteSigningException">It did not answer as was agreed.</exception>
    public async Task<string> AskHolder(string credential, IReadOnlyList<byte[]> hashes, string description, string reference, CancellationToken cancellationToken)
    {
        var answer = await Ask(
            "credentials/authorize",
            new { credentialID = credential, numSignatures = hashes.Count, hashes = hashes.Select(Convert.ToBase64String), hashAlgorithmOID = Sha256, description, clientData = reference },
            cancellationToken).ConfigureAwait(false);
        return Text(answer["handle"]);
    }

    /// <summary>How the holder has answered.</summary>
    /// <exception cref="RemoteSigningException">It did not answer as was agreed.</exception>
    public async Task<RemoteAnswer> AnswerOf(string handle, CancellationToken cancellationToken)
    {
        var answer = await Ask("credentials/authorizeCheck", new { handle }, cancellationToken, mayRefuse: true).ConfigureAwait(false);
        return (string?)answer["error"] switch
        {
            null when answer["SAD"] is { } data => new RemoteAnswer.Confirmed(Text(data)),
            null or "authorization_pending" => new RemoteAnswer.Waiting(),
            "access_denied" => new RemoteAnswer.Refused(),
            "expired_token" or "invalid_request" => new RemoteAnswer.Expired(),
            var other => throw new RemoteSigningException($"credentials/authorizeCheck: {other}"),
        };
    }

    /// <summary>The signature values of hashes that the holder has confirmed, in their order.</summary>
    /// <exception cref="RemoteSigningException">It did not answer as was agreed.</exception>
    public async Task<IReadOnlyList<byte[]>> Sign(RemoteCredential credential, string activationData, IReadOnlyList<byte[]> hashes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(credential);
        using var certificate = X509CertificateLoader.LoadCertificate(credential.Certificate.Span);
        var answer = await Ask(
            "signatures/signHash",
            new
            {
                credentialID = credential.Id,
                SAD = activationData,
                hashes = hashes.Select(Convert.ToBase64String),
                hashAlgorithmOID = Sha256,
                signAlgo = certificate.GetRSAPublicKey() is null ? EcdsaWithSha256 : RsaWithSha256,
                operationMode = "S",
            },
            cancellationToken).ConfigureAwait(false);
        byte[][] signatures = [.. Texts(answer["signatures"]).Select(text => Bytes(text).ToArray())];
        return signatures.Length == hashes.Count ? signatures : throw new RemoteSigningException($"signatures/signHash: {signatures.Length} signatures of {hashes.Count} hashes");
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    async Task<JsonNode> Ask(string method, object body, CancellationToken cancellationToken, bool mayRefuse = false)
    {
        if (!IsOn)
            throw new RemoteSigningException("No remote signing service is set.");
        try
        {
            using var answer = await http.PostAsJsonAsync(new Uri(method, UriKind.Relative), body, JsonSerializerOptions.Default, cancellationToken).ConfigureAwait(false);
            if (!answer.IsSuccessStatusCode && !(mayRefuse && (int)answer.StatusCode == 400))
                throw new RemoteSigningException($"{method}: HTTP {(int)answer.StatusCode}");
            return await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken).ConfigureAwait(false) ?? throw new RemoteSigningException($"{method}: no answer");
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException or NotSupportedException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new RemoteSigningException($"{method}: {fault.Message}", fault);
        }
    }

    static string Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) && text.Length is > 0 and <= 8192 ? text : throw new RemoteSigningException("A text is missing in the answer.");

    static IEnumerable<string> Texts(JsonNode? node) => node is JsonArray all ? all.Select(Text) : [];

    static ReadOnlyMemory<byte> Bytes(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException fault)
        {
            throw new RemoteSigningException("What should be base64 is not.", fault);
        }
    }

    static bool IsIntermediate(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(bytes.Span);
            return !certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return false;
        }
    }
}
