using VanLang.Hosting;
using VanLang.Identity.Contracts;

namespace VanLang.Bench.Seed;

/// <summary>A house with the demonstration province and so many dossiers.</summary>
static class SeededHouse
{
    public static async Task<IReadOnlyList<DemonstrationSignIn>> Make(string connection, int size)
    {
        await using House house = await House.Open(connection, workers: false);
        Templates templates = await Templates.Make(house);
        await new SeededProvince(connection).Fill(size, templates);
        return await house.Get<DemonstrationAccounts>().Create(ProgramServices.ProvinceFolder, CancellationToken.None);
    }
}
