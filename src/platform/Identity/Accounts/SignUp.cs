using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Identity.Accounts;

/// <summary>What a citizen states to get an account.</summary>
sealed record SignUpRequest(string? FullName, string? UserName, string? PersonalNumber, string? Password, string? PasswordAgain, bool Consent);

/// <summary>Makes an account of a citizen.</summary>
sealed class SignUp(UnitOfWork work, Passwords passwords)
{
    /// <summary>Every fault of the request, by the name of its field.</summary>
    public static IReadOnlyList<FieldFault> Check(SignUpRequest request)
    {
        List<FieldFault> faults = [];
        Add(nameof(request.FullName), FullNames.Check(request.FullName));
        string name = UserName.Normalise(request.UserName);
        Add(nameof(request.UserName), name.Length == 0 ? IdentityErrors.UserNameMissing : UserName.IsEmail(name) || UserName.IsPhone(name) ? null : (Failure)IdentityErrors.UserNameBad);
        Add(nameof(request.PersonalNumber), PersonalNumber(request.PersonalNumber) is { Length: not (0 or 12) } or null ? (Failure)IdentityErrors.PersonalNumberBad : null);
        Add(nameof(request.Password), PasswordRules.Check(request.Password, name));
        Add(nameof(request.PasswordAgain), request.Password == request.PasswordAgain ? null : (Failure)IdentityErrors.PasswordRepeat);
        Add(nameof(request.Consent), request.Consent ? null : (Failure)IdentityErrors.ConsentMissing);
        return faults;

        void Add(string field, Failure? failure)
        {
            if (failure is not null)
                faults.Add(new(field, failure));
        }
    }

    /// <summary>The account's id; or the first fault, or that the name is taken.</summary>
    public async Task<Outcome<Guid>> Execute(SignUpRequest request, CancellationToken cancellationToken)
    {
        if (Check(request) is [var first, ..])
            return first.Failure;
        string name = UserName.Normalise(request.UserName);
        string hash = passwords.Hash(request.Password!);
        return await work.Execute<Guid>(
            new Operation("account.sign-up", Actor.Nobody),
            async (work, token) =>
            {
                string lookup = UserName.Lookup(name);
                if (await work.Db.Set<Account>().AnyAsync(account => account.NormalizedUserName == lookup, token))
                    return IdentityErrors.UserNameTaken;
                bool email = UserName.IsEmail(name);
                Account account = new()
                {
                    Id = work.NewId(),
                    Kind = AccountKind.Citizen,
                    FullName = FullNames.Normalise(request.FullName),
                    UserName = name,
                    NormalizedUserName = lookup,
                    Email = email ? name : null,
                    NormalizedEmail = email ? lookup : null,
                    PhoneNumber = email ? null : name,
                    PersonalNumber = PersonalNumber(request.PersonalNumber) is { Length: 12 } number ? number : null,
                    PasswordHash = hash,
                    SecurityStamp = Guid.NewGuid().ToString(),
                    CreatedAt = work.Now,
                    ConsentAt = work.Now,
                };
                work.Db.Add(account);
                work.Raise(new Subject(AccountSubject.Name, account.Id), "account.created", new { consent = true }, after: account.Facts());
                return account.Id;
            },
            cancellationToken);
    }

    /// <summary>Digits without the spaces people put between them; null where anything else stands there.</summary>
    static string? PersonalNumber(string? typed)
    {
        string digits = (typed ?? "").Replace(" ", "", StringComparison.Ordinal).Trim();
        return digits.All(char.IsAsciiDigit) ? digits : null;
    }
}

/// <summary>What is wrong with one field of a form.</summary>
sealed record FieldFault(string Field, Failure Failure);
