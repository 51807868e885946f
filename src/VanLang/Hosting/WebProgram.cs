using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using VanLang.Identity.Contracts;
using VanLang.Kernel;
using VanLang.Kernel.Data;
using VanLang.Web.Contracts;

namespace VanLang.Hosting;

/// <summary>The program as a web server.</summary>
static class WebProgram
{
    /// <exception cref="StartFailedException">A port in use, an unwritable folder, faulty data.</exception>
    public static async Task Run(RunOptions options, CancellationToken cancellationToken)
    {
        await using WebApplication app = await Start(options, cancellationToken);
        await StartReport.Print(app, cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
    }

    /// <summary>Builds, prepares the database and listens.</summary>
    public static async Task<WebApplication> Start(RunOptions options, CancellationToken cancellationToken)
    {
        DataFolder data = ProgramServices.Open(options.DataFolder);
        InstallationFile.Settle(data, demonstration: !options.Empty);
        Installation installation = InstallationFile.Read(data, options.Date);
        if (options.Date is not null && !installation.IsDemonstration)
            throw new StartFailedException("--date chỉ dùng với dữ liệu mô phỏng. / --date works with demonstration data only.");

        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddEnvironmentVariables("VANLANG_");
        builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);

        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, options.Port));
        builder.Services.AddSingleton(new PublicAddress(builder.Configuration["PublicAddress"]?.TrimEnd('/') ?? $"http://127.0.0.1:{options.Port}"));
        ProgramServices.Add(builder.Services, builder.Configuration, data, Clock(options), installation);
        builder.Services.AddKernelWorkers();
        builder.Services.AddHealthChecks();
        builder.Services.AddWeb(web => web.PageAssemblies = [.. Rooms.All().Assemblies.Except([typeof(RoomCatalog).Assembly, typeof(Web.WebRoom).Assembly])]);
        // What is in flight when the operator stops the program is finished.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));

        WebApplication app = builder.Build();
        await app.Services.GetRequiredService<DatabaseStart>().Migrate(cancellationToken);
        if (installation.IsDemonstration)
            await DemonstrationStart.Prepare(app.Services, cancellationToken);

        app.UseWeb();
        app.UseIdentity(beforeGuard => beforeGuard.UseMiddleware<PageContextMiddleware>());
        app.UseWebForms();
        foreach (Room room in app.Services.GetRequiredService<RoomCatalog>().Rooms)
            room.MapEndpoints(app);
        app.MapWeb();
        HealthEndpoints.Map(app);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException exception) when (exception.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await app.DisposeAsync();
            throw new StartFailedException($"Cổng {options.Port} đang được dùng; chọn cổng khác bằng --port. / Port {options.Port} is in use; choose another with --port.");
        }

        return app;
    }

    static void Configure(KestrelServerOptions kestrel, int port)
    {
        kestrel.AddServerHeader = false;
        kestrel.Listen(IPAddress.Loopback, port);
    }

    static TimeProvider Clock(RunOptions options) => options.Date is { } day ? ShiftedTime.AsOf(day) : TimeProvider.System;
}

/// <summary>What <c>vanlang run</c> was told.</summary>
/// <param name="Port">0 lets the system choose.</param>
/// <param name="Date">Day the demonstration runs as of; null for today.</param>
/// <param name="Empty">Without the demonstration province.</param>
sealed record RunOptions(int Port, string DataFolder, DateOnly? Date, bool Empty);
