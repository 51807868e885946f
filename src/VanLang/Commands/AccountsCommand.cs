using System.CommandLine;
using VanLang.Identity.Contracts;
using VanLang.Kernel;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;

namespace VanLang.Commands;

/// <summary><c>vanlang accounts first</c>: the first administrator of a real installation, for who owns the machine.</summary>
static class AccountsCommand
{
    public static Command Create()
    {
        Option<string> official = new("--official")
        {
            Description = "Mã hoặc tên đăng nhập của cán bộ trong danh bạ / key or user name of the official in the directory",
            Required = true,
        };
        Option<string> data = DataOption.Create();
        Command first = new("first", "Lập tài khoản quản trị đầu tiên, in mã bàn giao / make the first administrator, print a hand-over code") { official, data };
        first.SetAction((parsed, cancellationToken) => CommandHost.Run(
            parsed.GetRequiredValue(data), services => First(services, parsed.GetRequiredValue(official), cancellationToken), cancellationToken));
        return new Command("accounts", "Tài khoản / accounts") { first };
    }

    static async Task<int> First(IServiceProvider services, string official, CancellationToken cancellationToken)
    {
        // A demonstration has its sign-ins; a door more into it would be one that nobody watches.
        if (services.GetRequiredService<Installation>().IsDemonstration)
        {
            await Console.Error.WriteLineAsync("Bản mô phỏng in sẵn tài khoản khi chạy. / A demonstration prints its accounts when it runs.");
            return 1;
        }

        Outcome<FirstCode> outcome = await services.GetRequiredService<FirstAdministrator>().Create(official, cancellationToken);
        if (!outcome.Succeeded)
        {
            await Console.Error.WriteLineAsync(services.GetRequiredService<FailureTexts>().Say(outcome.Failure));
            return 1;
        }

        FirstCode code = outcome.Value;
        Console.WriteLine($"Họ tên / name:                    {code.Name}");
        Console.WriteLine($"Tên đăng nhập / user name:        {code.UserName}");
        Console.WriteLine($"Mã bàn giao / hand-over code:     {code.Code}");
        Console.WriteLine($"Dùng được đến / works until:      {VietnamTime.ToLocal(code.ExpiresAt):HH:mm dd/MM/yyyy}");
        Console.WriteLine($"Nơi nhập / where to enter it:     {services.GetRequiredService<PublicAddress>().Of("kich-hoat")}");
        return 0;
    }
}
