using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using VanLang.Directory.Agencies;
using VanLang.Directory.Contracts;
using VanLang.Directory.People;
using VanLang.Kernel;
using VanLang.Kernel.Access;
using VanLang.Kernel.Import;
using VanLang.Kernel.Record;

namespace VanLang.Directory;

/// <summary>What the Directory room offers: agencies, units, officials and their posts, as of any day.</summary>
public sealed class DirectoryRoom : Room
{
    public override string Name => "Directory";

    public override IReadOnlyList<MenuItem> Menu =>
    [
        new(MenuAudience.Citizen, "MenuAgencies", "co-quan", null, 40),
        new(MenuAudience.Official, "MenuOwnAgency", "can-bo/co-quan", null, 70),
    ];

    public override IReadOnlyList<ImportVerb> Imports =>
    [
        new("agencies", "Cơ quan, đơn vị / agencies and units", "agencies.json", (services, path, cancellationToken) =>
            services.GetRequiredService<ImportAgencies>().Execute(path, Actor.System, cancellationToken)),
        new("people", "Cán bộ và chức vụ / officials and positions", "people.json", (services, path, cancellationToken) =>
            services.GetRequiredService<ImportPeople>().Execute(path, Actor.System, cancellationToken))
        {
            InSteps = (services, path, progress, cancellationToken) => services.GetRequiredService<ImportPeople>().Execute(path, Actor.System, cancellationToken, progress),
        },
        ImportTitles.Verb,
    ];

    public override void AddServices(IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton<DirectoryQueries>()
        .AddSingleton<AgencySuccessions>()
        .AddSingleton<AgencySearch>()
        .AddSingleton<DirectoryPeople>()
        .AddSingleton<PositionTitles>()
        .AddSingleton<ImportAgencies>()
        .AddSingleton<ImportPeople>()
        .AddSingleton<RecordedSubject, AgencySubject>()
        .AddSingleton<RecordedSubject, PositionSubject>();
}
