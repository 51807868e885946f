using System.Net;
using System.Security.Cryptography;
using System.Text;
using VanLang.Simulators.LocalSigning;

if (SimulatorOptions.Read(args) is not { } options)
    return 2;
Console.OutputEncoding = Encoding.UTF8;
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
builder.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning);
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    kestrel.Limits.MaxRequestBodySize = 64 * 1024;
    kestrel.Listen(IPAddress.Loopback, options.Port);
});
using SignerKey signer = await SignerKey.Open(options);
builder.Services.AddSingleton(options);
builder.Services.AddSingleton(signer);
builder.Services.AddSingleton<SigningDesk>();

WebApplication app = builder.Build();
SigningApi.Map(app);
WindowPage.Map(app);
await app.StartAsync();
string address = app.Urls.First();
Console.WriteLine($"""

    MÔ PHỎNG phần mềm ký trên máy của / simulated signing program of {options.Name}: {address}

      Cửa sổ của phần mềm, mã ghép nối / its window, the pairing code:  {address}/

    Dừng / stop: Ctrl-C

    """);
await app.WaitForShutdownAsync();
return 0;
