using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Hosting.Systemd;
using VanLang.Identity.Contracts;
using VanLang.Kernel;
using VanLang.Kernel.Data;
using VanLang.Signing.Contracts;
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
        if (options.Portal is { } portal)
            builder.Configuration.AddInMemoryCollection([new("Portal:Address", portal)]);
        if (options.TrustServices is { } trust)
        {
            if (!installation.IsDemonstration)
                throw new StartFailedException("--trust-services chỉ dùng với dữ liệu mô phỏng. / --trust-services works with demonstration data only.");
            builder.Configuration.AddInMemoryCollection(SimulatedTrust.Settings(trust));
        }

        if (options.Pkcs11 is { } library)
            builder.Configuration.AddInMemoryCollection([new(KeyToken.Setting, library)]);
        if (options.Database is { } database)
            builder.Configuration.AddInMemoryCollection([new(Database.Setting, database)]);
        DatabaseNote.Check(data, builder.Configuration[Database.Setting]);
        ProgramLog.Configure(builder.Logging, options.Log);
        options.MoreLogging?.Invoke(builder.Logging);
        if (SystemdHelpers.IsSystemdService())
            builder.Services.AddHostedService<ServiceManager>();

        IReadOnlyList<ListenAddress> addresses = options.Listen.Count > 0 ? options.Listen : [ListenAddress.Loopback(options.Port)];
        TrustedProxies proxies = new(options.Proxies, addresses.Any(address => address.Socket is not null));
        if (options.Proxies.Count == 0 && addresses.FirstOrDefault(address => !address.IsLocal) is { } open)
            throw new StartFailedException(
                $"{open} mở cho máy khác mà không có TLS: thêm --proxy ĐỊA-CHỈ của máy chủ đứng trước. / {open} is reached by other machines, without TLS: add --proxy ADDRESS of the proxy in front.");
        foreach (ListenAddress address in addresses)
            address.RemoveLeftSocket();
        builder.WebHost.ConfigureKestrel(kestrel => Configure(kestrel, addresses));
        builder.Services.AddSingleton(new PublicAddress((options.PublicAddress ?? builder.Configuration["PublicAddress"])?.TrimEnd('/') ?? $"http://127.0.0.1:{options.Port}"));
        ProgramServices.Add(builder.Services, builder.Configuration, data, Clock(options), installation, serves: true);
        builder.Services.Configure<IdentitySettings>(identity => identity.OfficialHome = OfficialStart.Path);
        builder.Services.AddKernelWorkers();
        builder.Services.AddSingleton<Readiness>();
        TelemetryExport.Add(builder.Services);
        builder.Services.AddWeb(web => web.PageAssemblies = [.. Rooms.All().Assemblies.Except([typeof(RoomCatalog).Assembly, typeof(Web.WebRoom).Assembly])]);
        // What is in flight when the operator stops the program is finished.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(30));

        WebApplication app = builder.Build();
        try
        {
            LoadTokens(app);
            await Prepare(app.Services, installation, cancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        proxies.Use(app);
        app.UseWeb();
        app.UseIdentity(beforeGuard => beforeGuard.UseMiddleware<PageContextMiddleware>());
        app.UseWebForms();
        foreach (Room room in app.Services.GetRequiredService<RoomCatalog>().Rooms)
            room.MapEndpoints(app);
        app.MapWeb();
        HealthEndpoints.Map(app);
        OfficialStart.Map(app);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException exception) when (exception.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            // Workers have begun before the server found its address taken; they end as with any stop.
            await app.StopAsync(CancellationToken.None);
            await app.DisposeAsync();
            throw new StartFailedException(options.Listen.Count == 0
                ? $"Cổng {options.Port} đang được dùng; chọn cổng khác bằng --port. / Port {options.Port} is in use; choose another with --port."
                : $"Một địa chỉ của --listen đang được dùng: {string.Join(", ", addresses)}. / An address of --listen is in use.");
        }

        foreach (ListenAddress address in addresses)
            address.OpenToGroup();
        return app;
    }

    // Of several nodes one at a time: the second finds what the first has made.
    static async Task Prepare(IServiceProvider services, Installation installation, CancellationToken cancellationToken)
    {
        DatabaseStart start = services.GetRequiredService<DatabaseStart>();
        await start.Migrate(cancellationToken);
        await using IAsyncDisposable turn = await start.TakeTurn(cancellationToken);
        StoredVersions versions = services.GetRequiredService<StoredVersions>();
        await DatabaseNote.Agree(versions, services.GetRequiredService<DataFolder>(), services.GetRequiredService<DatabaseStore>(), cancellationToken);
        await InstallationFile.Agree(versions, installation, cancellationToken);
        if (installation.IsDemonstration)
            await DemonstrationStart.Prepare(services, cancellationToken);
        // The first key of cookies and forms is made here, by one node, before any of them serves.
        _ = services.GetRequiredService<IDataProtectionProvider>().CreateProtector("start").Protect("");
    }

    // Before anybody relies on it: a library is loaded once, by the first who asks for it.
    static void LoadTokens(WebApplication app)
    {
        try
        {
            _ = app.Services.GetRequiredService<KeyToken>();
        }
        catch (TokenLibraryException exception)
        {
            throw new StartFailedException($"Không nạp được thư viện PKCS #11 / The PKCS #11 library cannot be loaded: {app.Configuration[KeyToken.Setting]} ({exception.Message})");
        }
    }

    static void Configure(KestrelServerOptions kestrel, IReadOnlyList<ListenAddress> addresses)
    {
        kestrel.AddServerHeader = false;
        foreach (ListenAddress address in addresses)
            address.Listen(kestrel);
    }

    static TimeProvider Clock(RunOptions options) => options.Date is { } day ? ShiftedTime.AsOf(day) : TimeProvider.System;
}

/// <summary>What <c>vanlang run</c> was told.</summary>
/// <param name="Port">0 lets the system choose.</param>
/// <param name="Date">Day the demonstration runs as of; null for today.</param>
/// <param name="Empty">Without the demonstration province.</param>
sealed record RunOptions(int Port, string DataFolder, DateOnly? Date, bool Empty)
{
    /// <summary>Where to listen; empty for <see cref="Port"/> of this machine alone.</summary>
    public IReadOnlyList<ListenAddress> Listen { get; init; } = [];

    /// <summary>Reverse proxies whose forwarded headers are believed.</summary>
    public IReadOnlyList<IPNetwork> Proxies { get; init; } = [];

    /// <summary>How citizens reach the program; null leaves it to the settings.</summary>
    public string? PublicAddress { get; init; }

    /// <summary>Address of the national portal's exchange; null leaves it to the settings.</summary>
    public string? Portal { get; init; }

    /// <summary>Address of simulated trust services, demonstration only; null for none.</summary>
    public string? TrustServices { get; init; }

    /// <summary>PKCS #11 library of tokens attached to the server; null leaves it to the settings.</summary>
    public string? Pkcs11 { get; init; }

    /// <summary>PostgreSQL by an Npgsql connection string; null leaves it to the settings.</summary>
    public string? Database { get; init; }

    public LogForm Log { get; init; } = LogForm.Text;

    /// <summary>Further places to log to; null for none.</summary>
    public Action<ILoggingBuilder>? MoreLogging { get; init; }
}
