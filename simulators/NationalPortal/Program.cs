using System.Net;
using System.Text;
using VanLang.Simulators.NationalPortal;
using VanLang.Simulators.NationalPortal.Api;
using VanLang.Simulators.NationalPortal.Faults;
using VanLang.Simulators.NationalPortal.Filing;
using VanLang.Simulators.NationalPortal.Pages;

if (SimulatorOptions.Read(args) is not { } options)
    return 2;
Console.OutputEncoding = Encoding.UTF8;
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Listen(IPAddress.Loopback, options.Port);
});
builder.Services.AddSingleton(options);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<ProvinceData>();
builder.Services.AddSingleton<FaultSwitches>();
builder.Services.AddSingleton<Tokens>();
builder.Services.AddSingleton<PortalStore>();

WebApplication app = builder.Build();
app.UseMiddleware<FaultyAnswers>();
ProvinceApi.Map(app);
TestApi.Map(app);
HomePages.Map(app);
FilingPages.Map(app);
FaultPage.Map(app);
await app.StartAsync();
Console.WriteLine($"""

    MÔ PHỎNG Cổng Dịch vụ công quốc gia / simulated National Public Service Portal: {app.Urls.First()}

      Công dân nộp hồ sơ / citizens file here:   {app.Urls.First()}/
      Gây sự cố / fault switches:                {app.Urls.First()}/su-co
      Tỉnh nối vào / the province connects:      ./run --portal {app.Urls.First()}

    Dừng / stop: Ctrl-C

    """);
await app.WaitForShutdownAsync();
return 0;
