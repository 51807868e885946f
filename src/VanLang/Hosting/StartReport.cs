using System.Reflection;
using VanLang.Kernel;

namespace VanLang.Hosting;

/// <summary>What the program prints when it serves.</summary>
static class StartReport
{
    public static async Task Print(WebApplication app, CancellationToken cancellationToken)
    {
        string address = app.Urls.First();
        Console.WriteLine();
        Console.WriteLine($"Văn Lang đang chạy tại / is serving at  {address}");
        if (app.Services.GetRequiredService<Installation>() is { IsDemonstration: true } installation)
            await DemonstrationStart.PrintSignIns(app.Services, installation, cancellationToken);
        Console.WriteLine("Dừng / stop: Ctrl-C");
        Console.WriteLine();
    }
}
