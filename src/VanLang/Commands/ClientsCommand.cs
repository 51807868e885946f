using System.CommandLine;
using VanLang.Identity.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;

namespace VanLang.Commands;

/// <summary><c>vanlang clients secret CLIENT_ID</c>: another secret for an application, shown once.</summary>
static class ClientsCommand
{
    public static Command Create()
    {
        Argument<string> client = new("CLIENT_ID") { Description = "Mã ứng dụng / client id" };
        Option<string> data = DataOption.Create();
        Command secret = new("secret", "Lập khóa bí mật mới, in một lần; khóa trước hết hiệu lực / make a new secret, printed once; the earlier one ends") { client, data };
        secret.SetAction((parsed, cancellationToken) => CommandHost.Run(
            parsed.GetRequiredValue(data), services => Secret(services, parsed.GetRequiredValue(client), cancellationToken), cancellationToken));
        return new Command("clients", "Ứng dụng đăng nhập bằng tài khoản của tỉnh / applications that sign people in here") { secret };
    }

    static async Task<int> Secret(IServiceProvider services, string clientId, CancellationToken cancellationToken)
    {
        Outcome<string> outcome = await services.GetRequiredService<ClientSecrets>().Renew(clientId, Actor.System, cancellationToken);
        if (!outcome.Succeeded)
        {
            await Console.Error.WriteLineAsync(services.GetRequiredService<FailureTexts>().Say(outcome.Failure));
            return 1;
        }

        Console.WriteLine(outcome.Value);
        return 0;
    }
}
