using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using VanLang.EndToEnd.Tests.Hosting;
using VanLang.Hosting;
using VanLang.Identity.Contracts;
using VanLang.Kernel;
using VanLang.Kernel.Import;
using Xunit;

namespace VanLang.EndToEnd.Tests.Journeys;

/// <summary>
/// What a page of a form with 100 fields weighs and costs as a citizen gets it: the whole page with header, footer and form, of the real program with its session, database and policy. What counts
/// for the 60 kB is the HTML of that page before it is compressed; style, fonts and icon are the same for all pages and stay in the browser.
/// </summary>
// Time and allocations count for the whole process, so nothing runs beside what measures them.
[CollectionDefinition("Pages, measured", DisableParallelization = true)]
[Collection("Pages, measured")]
public sealed class FormPageCostTests(ProgramFixture program, ITestOutputHelper output) : IAsyncLifetime
{
    const string Form = "to-khai-ban-sao-trich-luc";
    const int LargestPage = 60_000;
    const int Asked = 400;

    readonly string folder = System.IO.Directory.CreateTempSubdirectory("vanlang-form-page-").FullName;
    WebApplication? house;

    string Address => house!.Urls.First();

    public async ValueTask InitializeAsync()
    {
        // One program at a time: the shared one has started when the first test runs.
        program.Address.ShouldNotBeEmpty();
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        house = await WebProgram.Start(new RunOptions(port, Path.Combine(folder, "data"), Date: null, Empty: false), CancellationToken.None);
        string forms = System.IO.Directory.CreateDirectory(Path.Combine(folder, "forms")).FullName;
        await File.WriteAllTextAsync(Path.Combine(forms, Form + ".json"), Schema());
        ImportVerb import = house.Services.GetRequiredService<RoomCatalog>().Rooms.SelectMany(room => room.Imports).Single(verb => verb.Name == "forms");
        (await import.Run(house.Services, forms, CancellationToken.None)).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_of_a_hundred_fields_weighs_no_more_than_sixty_kilobytes_empty_and_filled_in()
    {
        using Visitor citizen = new(Address);
        DemonstrationSignIn who = (await house!.Services.GetRequiredService<DemonstrationAccounts>().Create(ProgramServices.ProvinceFolder, CancellationToken.None)).First(signIn => signIn.Role == "citizen");
        await citizen.Send(await citizen.Open("/dang-nhap"), "sign-in", new Dictionary<string, string?> { ["Form.UserName"] = who.UserName, ["Form.Password"] = who.Password });
        WebAnswer page = await citizen.Start(FormSteps.Copy);
        page.Html.ShouldContain("name=\"born19.Year\"");
        Tell("empty", page.Bytes);

        // Sent with everything in it but one thing that is wrong, it comes back with all of it.
        Dictionary<string, string?> answers = [];
        for (int i = 0; i < 20; i++)
        {
            (answers[$"name{i}"], answers[$"kind{i}"], answers[$"more{i}"], answers[$"count{i}"]) = ("Nguyễn Thị Ánh Tuyết", "x", "Cháu nội", i == 7 ? "bảy" : "7");
            (answers[$"born{i}.Day"], answers[$"born{i}.Month"], answers[$"born{i}.Year"]) = ("9", "2", "1990");
        }

        WebAnswer refused = await citizen.Send(page, "page", answers);
        refused.Status.ShouldBe(422);
        Tell("refused, filled in", refused.Bytes);

        // Some 1.8 MB, client included; time depends on who else is at the machine, memory does not.
        (await Cost(() => citizen.Get(page.Path))).ShouldBeLessThan(4_000_000);
        page.Bytes.Length.ShouldBeLessThanOrEqualTo(LargestPage);
        refused.Bytes.Length.ShouldBeLessThanOrEqualTo(LargestPage);
    }

    void Tell(string what, byte[] html)
    {
        using MemoryStream packed = new();
        using (GZipStream gzip = new(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(html);
        output.WriteLine($"{what}: {html.Length:N0} bytes of HTML, {packed.Length:N0} as gzip");
    }

    /// <summary>Tells what a request costs the server once everything is compiled, session, draft and rendering included, and gives the bytes that it allocates (with the few of the client beside it).</summary>
    async Task<long> Cost(Func<Task> ask)
    {
        List<double> times = [];
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
            ActivityStopped = activity => { lock (times) times.Add(activity.Duration.TotalMilliseconds); },
        };
        for (int i = 0; i < 400; i++)
            await ask();
        ActivitySource.AddActivityListener(listener);
        (long bytes, TimeSpan busy) = (GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime);
        for (int i = 0; i < Asked; i++)
            await ask();
        (bytes, busy) = ((GC.GetTotalAllocatedBytes(precise: true) - bytes) / Asked, Environment.CpuUsage.TotalTime - busy);
        double[] sorted;
        lock (times)
            sorted = [.. times.Order()];
        sorted.Length.ShouldBeInRange(Asked - 1, Asked);
        output.WriteLine($"the whole request with session, draft and rendering, at the server: best {sorted[0]:0.00} ms, a tenth below {sorted[sorted.Length / 10]:0.00} ms, median {sorted[sorted.Length / 2]:0.00} ms; {busy.TotalMilliseconds / Asked:0.00} ms of processor time and {bytes:N0} bytes allocated, the client beside it included");
        return bytes;
    }

    // The form of the test of speed in Forms, as a file: names with hints, choices, what hangs on them, numbers, dates.
    static string Schema()
    {
        StringBuilder fields = new();
        for (int i = 0; i < 20; i++)
        {
            fields.Append(i == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $$"""
                {"type":"textfield","key":"name{{i}}","label":"Họ, chữ đệm, tên","validate":{"maxLength":100},"properties":{"kind":"full-name","hintVi":"Như trên giấy tờ."} },
                {"type":"radio","key":"kind{{i}}","label":"Quan hệ","values":[{"label":"Cha, mẹ","value":"x"},{"label":"Vợ, chồng","value":"y"},{"label":"Con","value":"z"}]},
                {"type":"textfield","key":"more{{i}}","label":"Ghi rõ quan hệ","conditional":{"hide":"=kind{{i}} = \"z\""} },
                {"type":"number","key":"count{{i}}","label":"Số bản","validate":{"min":1,"max":100} },
                {"type":"datetime","subtype":"date","key":"born{{i}}","dateLabel":"Ngày sinh","properties":{"max":"today"} }
                """);
        }

        return $$"""{"type":"default","id":"{{Form}}","properties":{"titleVi":"Tờ khai 100 ô","procedure":"{{FormSteps.Copy}}"},"components":[{"type":"group","id":"p1","label":"Một trăm ô","components":[{{fields}}]}]}""";
    }

    public async ValueTask DisposeAsync()
    {
        if (house is not null)
        {
            await house.StopAsync();
            await house.DisposeAsync();
        }

        System.IO.Directory.Delete(folder, recursive: true);
    }
}
