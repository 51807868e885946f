using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using VanLang.Identity.Contracts;
using VanLang.Kernel;

namespace VanLang.Identity.Provider.Logout;

/// <summary>
/// Posts a logout token. It goes where the file of applications says, and nowhere inside the house: the address is looked up here, and connected to only
/// where <see cref="OutsideNetwork"/> lets it. Redirects are not followed, answers not read.
/// </summary>
sealed class LogoutPost : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    readonly HttpClient http;

    public LogoutPost(Installation installation, IOptions<IdentitySettings> settings)
    {
        IPNetwork[] allowed = [.. settings.Value.LogoutNetworks.Select(IPNetwork.Parse)];
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectCallback = (context, token) => Connect(context.DnsEndPoint, address => installation.IsDemonstration || OutsideNetwork.Reaches(address, allowed), token),
        })
        {
            Timeout = Patience,
        };
    }

    /// <exception cref="LogoutRefusedException">It did not answer in time, or not with success.</exception>
    public async Task Send(Uri address, string token, CancellationToken cancellationToken)
    {
        using FormUrlEncodedContent content = new([KeyValuePair.Create("logout_token", token)]);
        using HttpRequestMessage request = new(HttpMethod.Post, address) { Content = content };
        try
        {
            using HttpResponseMessage answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!answer.IsSuccessStatusCode)
                throw new LogoutRefusedException(string.Create(CultureInfo.InvariantCulture, $"answered {(int)answer.StatusCode}"));
        }
        catch (HttpRequestException exception)
        {
            throw new LogoutRefusedException(exception.InnerException is LogoutRefusedException refused ? refused.Message : $"cannot be reached ({exception.HttpRequestError})", exception);
        }
        catch (TaskCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new LogoutRefusedException("did not answer in time", exception);
        }
    }

    static async ValueTask<Stream> Connect(DnsEndPoint host, Func<IPAddress, bool> reaches, CancellationToken cancellationToken)
    {
        IPAddress[] addresses = [.. (await Dns.GetHostAddressesAsync(host.Host, cancellationToken)).Where(reaches)];
        if (addresses.Length == 0)
            throw new LogoutRefusedException("is an address inside the house");
        Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, host.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose() => http.Dispose();
}
