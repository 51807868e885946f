using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using VanLang.Transparency;

namespace VanLang.Ledger.Witnesses;

/// <summary>Asks a witness (C2SP tlog-witness): no redirects, five seconds, a short answer, which counts only where the signature in it is true.</summary>
sealed class WitnessClient : IDisposable
{
    const int LargestAnswer = 16 * 1024;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), ConnectTimeout = TimeSpan.FromSeconds(3) })
    {
        Timeout = Patience, MaxResponseContentBufferSize = LargestAnswer,
    };

    public async Task<WitnessAnswer> Ask(WitnessSetting witness, WitnessRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using ByteArrayContent body = new(Encoding.UTF8.GetBytes(request.ToString()));
            body.Headers.ContentType = new MediaTypeHeaderValue("text/plain") { CharSet = "utf-8" };
            using HttpResponseMessage answer = await http.PostAsync(new Uri($"{witness.Address.AbsoluteUri.TrimEnd('/')}/{WitnessRequest.Path}"), body, cancellationToken);
            string text = await answer.Content.ReadAsStringAsync(cancellationToken);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK => Cosigned(witness, request, text),
                HttpStatusCode.Conflict when long.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out long size) => new WitnessAnswer.Elsewhere(size),
                HttpStatusCode.Conflict or HttpStatusCode.UnprocessableEntity => new WitnessAnswer.OtherLog(),
                HttpStatusCode status => new WitnessAnswer.Silent($"HTTP {(int)status}"),
            };
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException || (fault is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new WitnessAnswer.Silent(fault is OperationCanceledException ? $"no answer in {Patience.TotalSeconds:0} s" : fault.Message);
        }
    }

    public void Dispose() => http.Dispose();

    static WitnessAnswer Cosigned(WitnessSetting witness, WitnessRequest request, string text)
    {
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (NoteSignature.TryParse(line) is { } signature && witness.Key.HasSigned(request.Note with { Signatures = [signature] }))
                return new WitnessAnswer.Cosigned(line);
        }

        return new WitnessAnswer.Silent("the answer holds no signature of its key");
    }
}

/// <summary>What a witness answered.</summary>
abstract record WitnessAnswer
{
    /// <summary>It has seen the log grow to this head.</summary>
    public sealed record Cosigned(string Line) : WitnessAnswer;

    /// <summary>The head it signed last has another size than we said.</summary>
    public sealed record Elsewhere(long Size) : WitnessAnswer;

    /// <summary>What it signed before is not the beginning of what it was shown now.</summary>
    public sealed record OtherLog : WitnessAnswer;

    /// <summary>No answer that can be used.</summary>
    public sealed record Silent(string Reason) : WitnessAnswer;
}
