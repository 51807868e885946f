using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using VanLang.Kernel;

namespace VanLang.OneStop.Portal;

/// <summary>
/// Calls the portal: token (OAuth 2.0 client credentials), then JSON whose signature <c>X-Chu-Ky</c> is checked before a byte of it is read. Nothing
/// here runs inside a transaction.
/// </summary>
sealed class PortalClient : IDisposable
{
    const string Signature = "X-Chu-Ky";
    const string MessageId = "X-Ma-Thong-Diep";
    const int LargestMessage = 4 * 1024 * 1024;

    readonly PortalSettings? settings;
    readonly Lazy<string> secret;
    readonly HttpClient http;
    string? token;

    public PortalClient(PortalLink link, Installation installation)
    {
        settings = link.Settings;
        secret = new(() => settings!.SecretFile is { } file
            ? System.IO.File.ReadAllText(file).Trim()
            : installation.IsDemonstration ? PortalSettings.DemonstrationSecret : throw new InvalidOperationException("Portal:SecretFile is not set."));
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = TimeSpan.FromSeconds(15),
            MaxResponseContentBufferSize = LargestMessage,
        };
    }

    /// <summary>Announcements after a place, oldest first.</summary>
    public async Task<Announcements> Announced(long after, CancellationToken cancellationToken) =>
        Parse<Announcements>(await Signed(FormattableString.Invariant($"api/v1/ho-so/moi?sau={after}&soLuong=50"), cancellationToken));

    /// <summary>A message as text.</summary>
    /// <exception cref="PortalException">Also where it is not the one that was announced.</exception>
    public async Task<string> Message(string id, string announcedHash, CancellationToken cancellationToken)
    {
        byte[] body = await Signed($"api/v1/thong-diep/{Uri.EscapeDataString(id)}", cancellationToken);
        return HashOf(body) == announcedHash ? Encoding.UTF8.GetString(body) : throw new PortalException("other-content", id);
    }

    /// <summary>A file of a message, whole.</summary>
    /// <param name="path">As the message names it; only files of the portal itself are fetched.</param>
    public async Task<byte[]> File(string path, long length, string hash, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(settings!.Address, path, out Uri? address) || address.Host != settings.Address.Host || address.Port != settings.Address.Port || address.Scheme != settings.Address.Scheme)
            throw new PortalException("unreadable", "file address");
        using HttpResponseMessage answer = await Send(() => new(HttpMethod.Get, address), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        using MemoryStream content = new();
        try
        {
            await using Stream stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
            byte[] buffer = new byte[81_920];
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0 && content.Length <= length)
                content.Write(buffer, 0, read);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            throw new PortalException("cut-file", exception.GetType().Name);
        }

        byte[] bytes = content.ToArray();
        return bytes.LongLength == length && HashOf(bytes) == hash ? bytes : throw new PortalException("cut-file", FormattableString.Invariant($"{bytes.LongLength}/{length}"));
    }

    /// <summary>Sends a message of ours; the portal keeps the first of an id.</summary>
    public async Task Send(string path, string messageId, object body, CancellationToken cancellationToken)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(body, PortalJson.Options);
        using HttpResponseMessage answer = await Send(
            () =>
            {
                HttpRequestMessage request = new(HttpMethod.Post, new Uri(settings!.Address, path)) { Content = new ByteArrayContent(json) };
                request.Content.Headers.ContentType = new("application/json", "utf-8");
                request.Headers.Add(MessageId, messageId);
                return request;
            },
            HttpCompletionOption.ResponseContentRead, cancellationToken);
    }

    public static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    public void Dispose() => http.Dispose();

    async Task<byte[]> Signed(string path, CancellationToken cancellationToken)
    {
        using HttpResponseMessage answer = await Send(() => new(HttpMethod.Get, new Uri(settings!.Address, path)), HttpCompletionOption.ResponseContentRead, cancellationToken);
        byte[] body = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        byte[] expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret.Value), body);
        string given = answer.Headers.TryGetValues(Signature, out IEnumerable<string>? values) ? values.First() : "";
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(expected)), Encoding.ASCII.GetBytes(given))
            ? body
            : throw new PortalException("bad-signature", path);
    }

    async Task<HttpResponseMessage> Send(Func<HttpRequestMessage> make, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        try
        {
            // A token that was refused may only have grown old: once more with a new one.
            for (int attempt = 1; ; attempt++)
            {
                using HttpRequestMessage request = make();
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token ??= await NewToken(cancellationToken));
                HttpResponseMessage answer = await http.SendAsync(request, completion, cancellationToken);
                if (answer.IsSuccessStatusCode)
                    return answer;
                HttpStatusCode status = answer.StatusCode;
                answer.Dispose();
                if (status != HttpStatusCode.Unauthorized || attempt > 1)
                    throw new PortalException("refused", $"{(int)status}");
                token = null;
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new PortalException("unreachable", exception.GetType().Name);
        }
    }

    async Task<string> NewToken(CancellationToken cancellationToken)
    {
        using FormUrlEncodedContent form = new([new("grant_type", "client_credentials"), new("client_id", settings!.ClientId), new("client_secret", secret.Value)]);
        using HttpResponseMessage answer = await http.PostAsync(new Uri(settings.Address, "api/token"), form, cancellationToken);
        if (!answer.IsSuccessStatusCode)
            throw new PortalException("refused", $"token {(int)answer.StatusCode}");
        return Parse<TokenAnswer>(await answer.Content.ReadAsByteArrayAsync(cancellationToken)).AccessToken;
    }

    static T Parse<T>(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(body, PortalJson.Options) ?? throw new PortalException("unreadable", typeof(T).Name);
        }
        catch (JsonException)
        {
            throw new PortalException("unreadable", typeof(T).Name);
        }
    }

    sealed record TokenAnswer([property: System.Text.Json.Serialization.JsonPropertyName("access_token")] string AccessToken);
}
