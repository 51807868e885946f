using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Access.Contracts;
using VanLang.Directory.Contracts;
using VanLang.Identity.Accounts;
using VanLang.Identity.Keys;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Import;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Identity.Contracts;

/// <summary>
/// Accounts for trying the program, one per role, as <c>province/province.json</c> (<c>demonstration.signIns</c>) names them. They sign in from the
/// machine of the program only, with one password that is made at the first start and kept in the data folder for its owner.
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

    internal DemonstrationAccounts(UnitOfWork work, DirectoryQueries directory, AccessQueries access, Passwords passwords, KeyFile keys)
    {
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

    async Task<List<DemonstrationSignIn>> Cast(string provinceFolder, string password, CancellationToken cancellationToken)
    {
        Dictionary<string, RoleRecord> roles = (await access.Roles(cancellationToken)).ToDictionary(role => role.Code);
        Dictionary<string, CitizenRow> citizens = ImportFile.Read<PeopleFile>(Path.Combine(provinceFolder, "people.json")).Value?.Citizens?.ToDictionary(citizen => citizen.Key) ?? [];
        List<DemonstrationSignIn> cast = [];
        foreach ((string key, string role) in await Named(provinceFolder, cancellationToken))
        {
            if (citizens.TryGetValue(key, out CitizenRow? citizen))
                cast.Add(new(role, "Công dân", citizen.FullName, citizen.UserName, password, null) { Citizen = citizen });
            else if (await directory.PersonByKey(key, cancellationToken) is { UserName: { } userName } person)
                cast.Add(new(role, roles.GetValueOrDefault(role)?.Name ?? role, person.FullName, userName, password, person.Id));
        }

        return cast;
    }

    static async Task<List<(string Key, string Role)>> Named(string provinceFolder, CancellationToken cancellationToken)
    {
        using JsonDocument province = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(provinceFolder, "province.json"), cancellationToken));
        return province.RootElement.TryGetProperty("demonstration", out JsonElement demonstration)
            && demonstration.TryGetProperty("signIns", out JsonElement signIns)
            ? [.. signIns.EnumerateArray().Select(signIn => (signIn.GetProperty("person").GetString()!, signIn.GetProperty("role").GetString()!))]
            : [];
    }

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
    internal CitizenRow? Citizen { get; init; }
}
