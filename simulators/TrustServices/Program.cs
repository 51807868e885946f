using System.Net;
using System.Text;
using VanLang.Simulators.TrustServices;
using VanLang.Simulators.TrustServices.Authority;
using VanLang.Simulators.TrustServices.Faults;
using VanLang.Simulators.TrustServices.Pages;
using VanLang.Simulators.TrustServices.Remote;
using VanLang.Simulators.TrustServices.Services;

if (SimulatorOptions.Read(args) is not { } options)
    return 2;
Console.OutputEncoding = Encoding.UTF8;
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
    kestrel.Listen(IPAddress.Loopback, options.Port);
});
builder.Services.AddSingleton(options);
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<SimulatorClock>();
builder.Services.AddSingleton<Revocations>();
builder.Services.AddSingleton<SimulatedAuthority>();
builder.Services.AddSingleton<FaultSwitches>();
builder.Services.AddSingleton<PhoneQuestions>();

WebApplication app = builder.Build();
app.UseMiddleware<FaultyAnswers>();
TimeStampService.Map(app);
OcspService.Map(app);
AuthorityService.Map(app);
RemoteService.Map(app);
PhonePage.Map(app);
TestApi.Map(app);
HomePage.Map(app);
await app.StartAsync();
string address = app.Urls.First();
app.Services.GetRequiredService<SimulatedAuthority>().Open(address);
Console.WriteLine($"""

    MÔ PHỎNG dịch vụ tin cậy / simulated trust services: {address}

      Dấu thời gian, OCSP, CRL, gây sự cố / services and fault switches:  {address}/
      Ký số từ xa, điện thoại của người ký / remote signing, the phone:   {address}/dien-thoai
      Tỉnh nối vào / the province connects:                               ./run --trust-services {address}

    Dừng / stop: Ctrl-C

    """);
await app.WaitForShutdownAsync();
return 0;
