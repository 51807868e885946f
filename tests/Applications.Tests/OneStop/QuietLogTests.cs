using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Shouldly;
using VanLang.Hosting;
using VanLang.Identity.Contracts;
using VanLang.OneStop.Dossiers;
using VanLang.Signing.Contracts;
using Xunit;

namespace VanLang.Applications.Tests.OneStop;

public sealed class QuietLogTests
{
    [Fact]
    public async Task A_whole_journey_logs_nothing_about_anybody()
    {
        LogLines log = new();
        await using DemonstrationHouse house = await DemonstrationHouse.Open(log: log);
        string code = await house.WholeJourney();
        // What goes wrong is logged too.
        await house.Get<SigningKeys>().Open(KeyHolder.Person(house.Walk.Cast["leader"].PersonId!.Value), "000000", house.Walk.Cast["leader"], DemonstrationHouse.Token);
        Dossier dossier = (await house.Dossier(code)).Dossier;
        IReadOnlyList<DemonstrationSignIn> signIns = await house.Get<DemonstrationAccounts>().Create(ProgramServices.ProvinceFolder, DemonstrationHouse.Token);
        HashSet<string> secrets = [.. signIns.Select(signIn => signIn.Name), signIns[0].Password, house.Pin, "Đinh Hồng Nhung", "025190999123", dossier.OwnerName, dossier.LookupCode];
        using JsonDocument people = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(ProgramServices.ProvinceFolder, "people.json"), DemonstrationHouse.Token));
        foreach (JsonProperty field in Fields(people.RootElement))
            if (field.Value is { ValueKind: JsonValueKind.String } && field.Name is "fullName" or "personNumber" or "phone" or "email")
                secrets.Add(field.Value.GetString()!);
        secrets.Count.ShouldBeGreaterThan(10);

        string[] lines = [.. log.Written];

        // The log was listened to: the database's own lines at level Information are there.
        lines.Length.ShouldBeGreaterThan(50);
        string[] told = [.. secrets.Where(secret => lines.Any(line => line.Contains(secret, StringComparison.OrdinalIgnoreCase)))];
        told.ShouldBeEmpty();
    }

    static IEnumerable<JsonProperty> Fields(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(field => Fields(field.Value).Prepend(field)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Fields),
        _ => [],
    };
}
