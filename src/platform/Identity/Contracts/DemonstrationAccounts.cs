using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Access.Contracts;
using VanLang.Directory.Contracts;
using VanLang.Identity.Accounts;
using VanLang.Identity.Keys;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Import;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Identity.Contracts;

/// <summary>
/// Accounts for trying the program: the people whom <c>province/province.json</c> names (<c>demonstration.signIns</c>) as far as they hold the role on the
/// day shown, and one for each further role of the agencies that it names for that day (<c>demonstration.casts</c>). They sign in from the machine of
/// the program only, with one password that is made at the first start and kept in the data folder for its owner.
/// </summary>
public sealed class DemonstrationAccounts
{
    const string PasswordFile = "demonstration-password";

    static readonly string[] Syllables =
    [
        "ban", "bien", "bong", "bua", "cam", "canh", "cau", "cay", "chanh", "che", "cheo", "chim", "chieu", "chuoi", "dao", "dat", "dem", "den",
        "dien", "doi", "dong", "dua", "duong", "gao", "gio", "giong", "hat", "hoa", "hong", "khoai", "la", "lang", "lua", "luong", "mai", "man",
        "mat", "may", "me", "mua", "muong", "nang", "ngo", "nhan", "non", "nui", "oi", "quat", "que", "quyt", "rung", "ruong", "sao", "sen",
        "song", "suoi", "tau", "thong", "thu", "thuyen", "tram", "trang", "tre", "troi", "trong", "truc", "tuyet", "vai", "ve", "vuon", "xanh", "xoai", "xuan",
    ];

    readonly UnitOfWork work;
    readonly DirectoryQueries directory;
    readonly AccessQueries access;
    readonly Passwords passwords;
    readonly KeyFile keys;
    readonly TimeProvider time;

    internal DemonstrationAccounts(UnitOfWork work, DirectoryQueries directory, AccessQueries access, Passwords passwords, KeyFile keys, TimeProvider time)
    {
        this.time = time;
        this.work = work;
        this.directory = directory;
        this.access = access;
        this.passwords = passwords;
        this.keys = keys;
    }

    /// <summary>Makes the accounts that are not there yet, after the import of agencies, people and roles, and lists all of them to be printed.</summary>
    /// <param name="provinceFolder">Folder with <c>province.json</c> and <c>people.json</c>.</param>
    public async Task<IReadOnlyList<DemonstrationSignIn>> Create(string provinceFolder, CancellationToken cancellationToken)
    {
        bool isNewPassword = !keys.Exists(PasswordFile);
        string password = keys.ReadOrCreate(PasswordFile, NewPassword);
        List<DemonstrationSignIn> signIns = await Cast(provinceFolder, password, cancellationToken);
        HashSet<string> stored = await work.Read(
            (db, token) => db.Set<Account>().Where(account => account.IsDemonstration).Select(account => account.NormalizedUserName!).ToHashSetAsync(token),
            cancellationToken);
        if (isNewPassword || signIns.Any(signIn => !stored.Contains(UserName.Lookup(signIn.UserName))))
        {
            // Hashing takes a tenth of a second each; the password is one, and so may be its hash.
            string hash = passwords.Hash(password);
            Outcome<Done> outcome = await work.Execute<Done>(
                new Operation("account.create-demonstration", Actor.System),
                async (work, token) =>
                {
                    foreach (DemonstrationSignIn signIn in signIns)
                        await Take(work, signIn, hash, isNewPassword, token);
                    return new Done();
                },
                cancellationToken);
            if (!outcome.Succeeded)
                throw new InvalidOperationException($"Demonstration accounts could not be made: {outcome.Failure}.");
        }

        return signIns;
    }

    static async Task Take(Work work, DemonstrationSignIn signIn, string hash, bool isNewPassword, CancellationToken cancellationToken)
    {
        string lookup = UserName.Lookup(signIn.UserName);
        Account? account = await work.Db.Set<Account>().FirstOrDefaultAsync(account => account.NormalizedUserName == lookup, cancellationToken);
        if (account is { IsDemonstration: false } || (account is not null && !isNewPassword))
            return;
        Facts? before = account?.Facts();
        if (account is null)
        {
            account = new()
            {
                Id = work.NewId(),
                Kind = signIn.PersonId is null ? AccountKind.Citizen : AccountKind.Official,
                FullName = signIn.Name,
                PersonId = signIn.PersonId,
                PersonalNumber = signIn.Citizen?.PersonNumber,
                UserName = UserName.Normalise(signIn.UserName),
                NormalizedUserName = lookup,
                Email = signIn.Citizen?.Email,
                NormalizedEmail = signIn.Citizen?.Email?.ToUpperInvariant(),
                PhoneNumber = signIn.Citizen?.Phone,
                IsDemonstration = true,
                CreatedAt = work.Now,
            };
            work.Db.Add(account);
        }

        account.PasswordHash = hash;
        account.SecurityStamp = Guid.NewGuid().ToString();
        account.ConcurrencyStamp = Guid.NewGuid().ToString();
        work.Raise(new Subject(AccountSubject.Name, account.Id), before is null ? "account.created" : "account.password-changed", new { demonstration = true }, before, account.Facts());
    }

    // Roles in the order in which a dossier meets them.
    static readonly string[] RoleOrder = ["one-stop-clerk", "officer", "head-of-unit", "leader", "deputy-leader", "registry-clerk", "admin"];

    async Task<List<DemonstrationSignIn>> Cast(string provinceFolder, string password, CancellationToken cancellationToken)
    {
        Dictionary<string, RoleRecord> roles = (await access.Roles(cancellationToken)).ToDictionary(role => role.Code);
        Dictionary<string, CitizenRow> citizens = ImportFile.Read<PeopleFile>(Path.Combine(provinceFolder, "people.json")).Value?.Citizens?.ToDictionary(citizen => citizen.Key) ?? [];
        DateOnly day = VietnamTime.DateOf(time.GetUtcNow());
        DemonstrationPeople named = await Named(provinceFolder, day, cancellationToken);
        List<DemonstrationSignIn> cast = [];
        HashSet<(Guid Agency, string Role)> played = [];
        foreach ((string key, string role) in named.SignIns)
        {
            if (citizens.TryGetValue(key, out CitizenRow? citizen))
                cast.Add(new(role, "Công dân", citizen.FullName, citizen.UserName, password, null) { Citizen = citizen });
            else if (await directory.PersonByKey(key, cancellationToken) is { } person
                && (await directory.PositionsOf(person.Id, day, cancellationToken)).FirstOrDefault(held => held.Role == role || !roles.ContainsKey(role)) is { } position)
                await Play(position, role);
        }

        foreach (string agency in named.Agencies)
        {
            foreach (PositionRecord position in (await directory.PositionsIn(DirectoryIds.Agency(agency), day, cancellationToken)).OrderBy(held => Array.IndexOf(RoleOrder, held.Role)))
            {
                if (!played.Contains((position.AgencyId, position.Role)))
                    await Play(position, position.Role);
            }
        }

        return cast;

        async Task Play(PositionRecord position, string role)
        {
            if (cast.Any(signIn => signIn.PersonId == position.PersonId) || await directory.Person(position.PersonId, cancellationToken) is not { UserName: { } userName } person)
                return;
            played.Add((position.AgencyId, role));
            cast.Add(new(role, roles.GetValueOrDefault(role)?.Name ?? role, person.FullName, userName, password, person.Id) { Position = position });
        }
    }

    static async Task<DemonstrationPeople> Named(string provinceFolder, DateOnly day, CancellationToken cancellationToken)
    {
        using JsonDocument province = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(provinceFolder, "province.json"), cancellationToken));
        if (!province.RootElement.TryGetProperty("demonstration", out JsonElement demonstration))
            return new([], []);
        return new(
            [.. Items(demonstration, "signIns").Select(signIn => (signIn.GetProperty("person").GetString()!, signIn.GetProperty("role").GetString()!))],
            [.. Items(demonstration, "casts").Where(cast => Holds(cast, day)).SelectMany(cast => Items(cast, "agencies")).Select(agency => agency.GetString()!)]);
    }

    static List<JsonElement> Items(JsonElement parent, string name) => parent.TryGetProperty(name, out JsonElement list) ? [.. list.EnumerateArray()] : [];

    static bool Holds(JsonElement cast, DateOnly day) =>
        Day(cast, "validFrom") <= day && (Day(cast, "validTo") is not { } end || day < end);

    static DateOnly? Day(JsonElement item, string name) =>
        item.TryGetProperty(name, out JsonElement day) && day.GetString() is { } text ? DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    sealed record DemonstrationPeople(IReadOnlyList<(string Key, string Role)> SignIns, IReadOnlyList<string> Agencies);

    /// <summary>Three syllables and two digits: easily read off a terminal and typed.</summary>
    static string NewPassword() =>
        $"{string.Join('-', RandomNumberGenerator.GetItems<string>(Syllables, 3))}-{RandomNumberGenerator.GetInt32(10, 100)}";
}

/// <summary>A demonstration sign-in, for the program to print.</summary>
/// <param name="Role">Role code; <c>citizen</c> for a citizen.</param>
/// <param name="RoleName">Role in Vietnamese.</param>
/// <param name="PersonId">The official; null for a citizen.</param>
public sealed record DemonstrationSignIn(string Role, string RoleName, string Name, string UserName, string Password, Guid? PersonId)
{
    /// <summary>The position that the official holds on the day shown; null for a citizen.</summary>
    public PositionRecord? Position { get; init; }

    internal CitizenRow? Citizen { get; init; }
}
