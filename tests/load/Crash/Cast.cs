using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VanLang.Access.Contracts;
using VanLang.Directory.Contracts;
using VanLang.Hosting;
using VanLang.Identity.Contracts;
using VanLang.Kernel.Access;
using VanLang.Kernel.Calendar;

namespace VanLang.Load.Crash;

/// <summary>The people of the demonstration as actors, without a web server between.</summary>
sealed class Cast(IReadOnlyDictionary<string, Actor> byRole)
{
    public Actor this[string role] => byRole[role];

    public static async Task<Cast> Of(IServiceProvider services)
    {
        DirectoryQueries directory = services.GetRequiredService<DirectoryQueries>();
        AccessQueries access = services.GetRequiredService<AccessQueries>();
        DateOnly day = VietnamTime.DateOf(services.GetRequiredService<TimeProvider>().GetUtcNow());
        Dictionary<string, Actor> cast = [];
        foreach (DemonstrationSignIn signIn in await services.GetRequiredService<DemonstrationAccounts>().Create(ProgramServices.ProvinceFolder, CancellationToken.None))
        {
            // The first of each role is meant; further agencies of the demonstration follow.
            if (cast.ContainsKey(signIn.Role))
                continue;
            if (signIn.PersonId is not { } personId)
            {
                cast[signIn.Role] = new Actor(ActorKind.Citizen, signIn.Name) { AccountId = Kernel.DeterministicId.Of($"crash/{signIn.UserName}") };
                continue;
            }

            PositionRecord position = (await directory.PositionsOf(personId, day, CancellationToken.None))[0];
            cast[signIn.Role] = new Actor(ActorKind.Official, signIn.Name)
            {
                AccountId = Kernel.DeterministicId.Of($"crash/{signIn.UserName}"),
                PersonId = personId,
                PositionId = position.Id,
                PositionTitle = position.Title,
                Role = position.Role,
                UnitId = position.UnitId,
                AgencyId = position.AgencyId,
                Permissions = await access.PermissionsOf(position.Role, day, CancellationToken.None),
            };
        }

        return new(cast);
    }
}
