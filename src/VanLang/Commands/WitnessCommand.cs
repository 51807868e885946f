using System.CommandLine;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using VanLang.Ledger.Contracts;
using VanLang.Transparency;

namespace VanLang.Commands;

/// <summary><c>vanlang witness</c>: this program as the witness of another installation's log. Needs no database.</summary>
static class WitnessCommand
{
    public static Command Create()
    {
        Option<int> port = new("--port") { Description = "Cổng / port", DefaultValueFactory = _ => 8190 };
        Option<string> data = new("--data") { Description = "Thư mục riêng của bên chứng kiến / folder of the witness", Required = true };
        Option<string> name = new("--name") { Description = "Tên khóa, là địa chỉ không có giao thức / name of the key, an address without scheme", DefaultValueFactory = _ => "127.0.0.1/chung-kien" };
        Option<string[]> logs = new("--log") { Description = "Khóa công khai của sổ cần chứng kiến, nhiều lần nếu nhiều sổ / public key of a log to witness, once for each", Required = true, AllowMultipleArgumentsPerToken = true };
        Command command = new("witness", "Chứng kiến sổ cái của nơi khác: chỉ ký khi sổ chỉ dài thêm / witness another installation's log: sign only where it has only grown") { port, data, name, logs };
        command.SetAction((parsed, cancellationToken) => Run(
            parsed.GetRequiredValue(port), parsed.GetRequiredValue(data), parsed.GetRequiredValue(name), parsed.GetRequiredValue(logs), cancellationToken));
        return command;
    }

    static async Task<int> Run(int port, string data, string name, string[] logs, CancellationToken cancellationToken)
    {
        List<VerifierKey> keys = [];
        foreach (string log in logs)
        {
            if (VerifierKey.TryParse(log) is not { Kind: NoteKeyKind.Log } key)
            {
                await Console.Error.WriteLineAsync($"--log {log}: không phải khóa công khai của một sổ / is not the public key of a log");
                return 1;
            }

            keys.Add(key);
        }

        if (name.Length == 0 || name.Any(c => c == '+' || char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            await Console.Error.WriteLineAsync($"--name {name}: không được có khoảng trắng hay dấu cộng / no spaces and no plus");
            return 1;
        }

        try
        {
            (WebApplication app, VerifierKey own) = await WitnessProgram.Start(port, data, name, keys, cancellationToken);
            await using (app)
            {
                string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
                Console.WriteLine($"Bên chứng kiến ở / witness at {address}\nKhóa / key: {own}");
                await app.WaitForShutdownAsync(cancellationToken);
            }

            return 0;
        }
        catch (IOException exception)
        {
            await Console.Error.WriteLineAsync($"Cổng {port} hoặc thư mục {data} đang được dùng. / Port {port} or folder {data} is in use. ({exception.Message})");
            return 1;
        }
    }
}
