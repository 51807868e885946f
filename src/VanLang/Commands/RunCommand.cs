using System.CommandLine;
using System.Globalization;
using System.Net;
using VanLang.Hosting;
using VanLang.Kernel.Data;

namespace VanLang.Commands;

/// <summary><c>vanlang run</c>: creates what is missing and serves.</summary>
static class RunCommand
{
    public static Command Create()
    {
        Option<int> port = new("--port") { Description = "Cổng / port", DefaultValueFactory = _ => 8080 };
        Option<string> data = DataOption.Create();
        Option<DateOnly?> date = new("--date")
        {
            Description = "Chạy như ngày yyyy-MM-dd, chỉ bản mô phỏng / run as of a day, demonstration only",
            CustomParser = result =>
            {
                if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
                    return day;
                result.AddError($"--date {result.Tokens[0].Value}: cần dạng yyyy-MM-dd / yyyy-MM-dd is expected");
                return null;
            },
        };
        Option<bool> empty = new("--empty") { Description = "Không nạp tỉnh mô phỏng / without the demonstration province" };
        Option<string?> portal = new("--portal") { Description = "Nối với Cổng Dịch vụ công quốc gia ở địa chỉ này / link to the national portal at this address" };
        Option<string?> trust = new("--trust-services") { Description = "Nối với dịch vụ tin cậy mô phỏng (dấu thời gian, OCSP), chỉ bản mô phỏng / link to simulated trust services, demonstration only" };
        Option<string?> pkcs11 = new("--pkcs11") { Description = "Thư viện PKCS #11 của thiết bị ký nối với máy chủ / PKCS #11 library of the security module or token reader at the server" };
        Option<ListenAddress[]> listen = ServingOptions.Listen();
        Option<IPNetwork[]> proxies = ServingOptions.Proxies();
        Option<LogForm> log = ServingOptions.Log();
        Command command = new("run", "Chạy chương trình / serve") { port, data, date, empty, portal, trust, pkcs11, listen, proxies, log };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                await WebProgram.Run(
                    new(parsed.GetRequiredValue(port), parsed.GetRequiredValue(data), parsed.GetValue(date), parsed.GetValue(empty))
                    {
                        Portal = parsed.GetValue(portal),
                        TrustServices = parsed.GetValue(trust),
                        Pkcs11 = parsed.GetValue(pkcs11),
                        Listen = parsed.GetValue(listen) ?? [],
                        Proxies = parsed.GetValue(proxies) ?? [],
                        Log = parsed.GetValue(log),
                    },
                    cancellationToken);
                return 0;
            }
            catch (Exception exception) when (exception is StartFailedException or DatabaseRefusedException)
            {
                await Console.Error.WriteLineAsync(exception.Message);
                return 1;
            }
            catch (Exception exception) when (DatabaseUnreached.Reason(exception) is not null)
            {
                await Console.Error.WriteLineAsync(DatabaseUnreached.Reason(exception));
                return 1;
            }
        });
        return command;
    }
}
