using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using VanLang.Hosting;

namespace VanLang.Commands;

/// <summary>Options of <c>run</c> for an installation behind a reverse proxy.</summary>
static class ServingOptions
{
    public static Option<ListenAddress[]> Listen() => new("--listen")
    {
        Description = "Nơi nghe, thay cho --port; lặp lại được: 127.0.0.1:8080, [::1]:8080, unix:/run/vanlang/vanlang.sock / where to listen instead of --port; may be repeated",
        CustomParser = result => Each<ListenAddress>(result, "--listen", ListenAddress.TryParse),
    };

    public static Option<IPNetwork[]> Proxies() => new("--proxy")
    {
        Description = "Máy chủ đứng trước (địa chỉ hoặc mạng) mà chương trình tin; lặp lại được, hoặc VANLANG_PROXIES / reverse proxy that is believed, address or network; may be repeated, or VANLANG_PROXIES",
        CustomParser = result => Each<IPNetwork>(result, "--proxy", TrustedProxies.TryParse),
        DefaultValueFactory = result => FromEnvironment(result),
    };

    public static Option<LogForm> Log() => new("--log")
    {
        Description = "Dạng nhật ký: text, json / form of the log",
        DefaultValueFactory = _ => LogForm.Text,
    };

    delegate bool Reader<T>(string text, out T value);

    static T[] Each<T>(ArgumentResult result, string option, Reader<T> read)
    {
        List<T> values = [];
        foreach (Token token in result.Tokens)
        {
            if (read(token.Value, out T value))
                values.Add(value);
            else
                result.AddError($"{option} {token.Value}: không đọc được / cannot be read");
        }

        return [.. values];
    }

    static IPNetwork[] FromEnvironment(ArgumentResult result)
    {
        List<IPNetwork> values = [];
        foreach (string text in (Environment.GetEnvironmentVariable("VANLANG_PROXIES") ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (TrustedProxies.TryParse(text, out IPNetwork network))
                values.Add(network);
            else
                result.AddError($"VANLANG_PROXIES {text}: không đọc được / cannot be read");
        }

        return [.. values];
    }
}
