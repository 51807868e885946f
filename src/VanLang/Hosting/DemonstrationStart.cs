using System.Globalization;
using System.Security.Cryptography;
using VanLang.Directory.Contracts;
using VanLang.Identity.Contracts;
using VanLang.Kernel;
using VanLang.Kernel.Access;
using VanLang.Kernel.Data;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Signing.Contracts;

namespace VanLang.Hosting;

/// <summary>
/// Makes a demonstration installation usable: the province loaded, accounts for the roles of some agencies, a demonstration authority with keys for those who sign
/// and seal. Nothing is ever signed in the name of a real person: every certificate says "MÔ PHỎNG".
/// </summary>
static class DemonstrationStart
{
    const string PinFile = "demonstration-pin";

    public static async Task Prepare(IServiceProvider services, CancellationToken cancellationToken)
    {
        StoredVersions versions = services.GetRequiredService<StoredVersions>();
        string version = await ProvinceLoader.VersionOf(ProgramServices.ProvinceFolder, cancellationToken);
        // The imports find by themselves what has not changed; asking them costs a second that a start need not take.
        if (await versions.Of("province", cancellationToken) != version)
        {
            await new ProvinceLoader(services, services.GetRequiredService<RoomCatalog>()).Load(ProgramServices.ProvinceFolder, cancellationToken);
            await versions.Keep("province", version, cancellationToken);
        }

        IReadOnlyList<DemonstrationSignIn> signIns = await services.GetRequiredService<DemonstrationAccounts>().Create(ProgramServices.ProvinceFolder, cancellationToken);
        await MakeKeys(services, signIns, cancellationToken);
    }

    public static async Task PrintSignIns(IServiceProvider services, Installation installation, CancellationToken cancellationToken)
    {
        IReadOnlyList<DemonstrationSignIn> signIns = await services.GetRequiredService<DemonstrationAccounts>().Create(ProgramServices.ProvinceFolder, cancellationToken);
        Console.WriteLine();
        Console.WriteLine("MÔ PHỎNG: mọi người, tài khoản và chữ ký đều là giả. / DEMONSTRATION: all people, accounts and signatures are invented.");
        if (installation.AsOfDay is { } day)
            Console.WriteLine($"Chạy như ngày / as of {day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)}");
        Console.WriteLine();
        foreach (IGrouping<string, DemonstrationSignIn> group in signIns.GroupBy(signIn => signIn.Position?.AgencyName ?? "Công dân / citizens"))
        {
            Console.WriteLine($"  {group.Key}");
            foreach (DemonstrationSignIn signIn in group)
                Console.WriteLine($"    {(signIn.PersonId is null ? "" : signIn.RoleName),-32} {signIn.Name,-22} {signIn.UserName}");
        }

        Console.WriteLine();
        Console.WriteLine($"  Mật khẩu chung / password for all:  {signIns[0].Password}");
        Console.WriteLine($"  Mã PIN ký số / signing PIN:         {Pin(services)}");
        Console.WriteLine();
        Console.WriteLine("Chỉ đăng nhập được từ chính máy này. / They work from this machine only.");
        Console.WriteLine();
        Console.WriteLine("Đi một vòng / a walk: công dân tìm \"trích lục\" và nộp hồ sơ → một cửa tiếp nhận → công chức dự thảo → lãnh đạo ký → văn thư cấp số, đóng dấu → một cửa thu phí, trả kết quả → công dân tải kết quả.");
        Console.WriteLine("                      the citizen finds \"trích lục\" and applies → clerk accepts → officer prepares → leader signs → records clerk issues → one-stop clerk takes the fee and hands over → the citizen downloads.");
        Console.WriteLine();
    }

    static async Task MakeKeys(IServiceProvider services, IReadOnlyList<DemonstrationSignIn> signIns, CancellationToken cancellationToken)
    {
        using SimulatedTrust? trust = SimulatedTrust.Of(services.GetService<IConfiguration>());
        if (trust is not null)
            await trust.Trust(services.GetRequiredService<DataFolder>(), cancellationToken);
        SigningKeys keys = services.GetRequiredService<SigningKeys>();
        List<MissingKey> missing = [];
        foreach (DemonstrationSignIn signIn in signIns.Where(signIn => signIn.PersonId is not null && signIn.Role is "leader" or "deputy-leader" or "head-of-unit" or "registry-clerk"))
        {
            if (signIn.Position is not { } position)
                continue;
            MissingKey key = signIn.Role == "registry-clerk"
                ? new(KeyHolder.Agency(position.AgencyId), position.AgencyName, null, position.AgencyName)
                : new(KeyHolder.Person(position.PersonId), position.PersonName, position.Title, position.AgencyName);
            if (!await keys.Has(key.Holder, cancellationToken))
                missing.Add(key);
        }

        if (missing.Count == 0)
            return;
        string pin = Pin(services);
        DateTimeOffset now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        using DemonstrationAuthority? own = trust is null ? DemonstrationAuthority.Create(now) : null;
        List<(KeyHolder Holder, SealedKey Key)> made = [];
        foreach (MissingKey key in missing)
            made.Add((key.Holder, own is null ? await Certified(trust!, key, pin, cancellationToken) : Issued(own, key, pin, now)));
        Outcome<Done> outcome = await services.GetRequiredService<UnitOfWork>().Execute<Done>(
            new Operation("demonstration.make-keys", Actor.System),
            (work, _) =>
            {
                foreach ((KeyHolder holder, SealedKey key) in made)
                    SigningKeys.Add(work, holder, key);
                return Task.FromResult<Outcome<Done>>(new Done());
            },
            cancellationToken);
        if (outcome.Failure is { } failure)
            throw new InvalidOperationException($"Demonstration keys could not be made: {failure}.");

        // What was signed under an earlier authority of this installation stays as good as it was.
        if (own is not null)
            RootFile.Add(Path.Combine(services.GetRequiredService<DataFolder>().Path, "demonstration-root.crt"), own.Root);
    }

    static SealedKey Issued(DemonstrationAuthority authority, MissingKey key, string pin, DateTimeOffset now) => key.Title is null
        ? authority.IssueAgency(key.Agency, pin, now)
        : authority.IssuePerson(key.Name, key.Title, key.Agency, pin, now);

    static async Task<SealedKey> Certified(SimulatedTrust trust, MissingKey key, string pin, CancellationToken cancellationToken)
    {
        using KeyRequest request = KeyRequest.ForDemonstration(key.Name, key.Title, key.Agency);
        return await trust.Certify(request, pin, cancellationToken);
    }

    sealed record MissingKey(KeyHolder Holder, string Name, string? Title, string Agency);

    // Six digits, made at the first start, readable by the owner of the folder alone.
    static string Pin(IServiceProvider services)
    {
        string path = Path.Combine(services.GetRequiredService<DataFolder>().Keys, PinFile);
        if (!File.Exists(path))
        {
            using FileStream file = new(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
            file.Write(System.Text.Encoding.ASCII.GetBytes(RandomNumberGenerator.GetInt32(100_000, 1_000_000).ToString(CultureInfo.InvariantCulture)));
        }

        return File.ReadAllText(path).Trim();
    }
}
