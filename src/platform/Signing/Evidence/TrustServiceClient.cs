using System.Collections.Concurrent;
using System.Net.Http.Headers;

namespace VanLang.Signing.Evidence;

/// <summary>
/// Asks services over HTTP: no redirects, a limit of time and of size. What comes back is bytes and nothing more. A service that did not answer is not asked again for a
/// minute, so that who signs, and work that is due, do not wait for it one after the other.
/// </summary>
internal sealed class TrustServiceClient(TimeProvider time) : IDisposable
{
    /// <summary>Largest answer of a responder or time-stamp authority.</summary>
    public const int LargestAnswer = 128 * 1024;

    /// <summary>Largest revocation list.</summary>
    public const int LargestList = 16 * 1024 * 1024;

    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, DateTimeOffset> silent = new();
    private readonly HttpClient http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(3), MaxResponseHeadersLength = 16,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <exception cref="TrustServiceException">No answer within the limits.</exception>
    public async Task<byte[]> Post(Uri address, byte[] body, string contentType, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        return await Send(request, LargestAnswer, limit, cancellationToken).ConfigureAwait(false);
    }

    /// <exception cref="TrustServiceException">No answer within the limits.</exception>
    public async Task<byte[]> Get(Uri address, int largest, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        return await Send(request, largest, limit, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => http.Dispose();

    private async Task<byte[]> Send(HttpRequestMessage request, int largest, TimeSpan limit, CancellationToken cancellationToken)
    {
        var service = request.RequestUri!.GetLeftPart(UriPartial.Path);
        if (silent.TryGetValue(service, out var until) && time.GetUtcNow() < until)
            throw new TrustServiceException(service, $"did not answer; not asked again before {until:O}");
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(limit);
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limited.Token).ConfigureAwait(false);
            if (!answer.IsSuccessStatusCode)
                throw new TrustServiceException(service, $"HTTP {(int)answer.StatusCode}");
            using var stream = await answer.Content.ReadAsStreamAsync(limited.Token).ConfigureAwait(false);
            using var content = new MemoryStream();
            var buffer = new byte[32 * 1024];
            int read;
            while ((read = await stream.ReadAsync(buffer, limited.Token).ConfigureAwait(false)) > 0)
            {
                if (content.Length + read > largest)
                    throw new TrustServiceException(service, $"the answer is larger than {largest} bytes");
                content.Write(buffer, 0, read);
            }

            return content.ToArray();
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            throw Silent(service, fault.Message, fault);
        }
        catch (OperationCanceledException fault) when (!cancellationToken.IsCancellationRequested)
        {
            throw Silent(service, $"no answer in {limit.TotalSeconds:0} s", fault);
        }
    }

    private TrustServiceException Silent(string service, string reason, Exception fault)
    {
        silent[service] = time.GetUtcNow() + Pause;
        return new TrustServiceException(service, reason, fault);
    }
}
