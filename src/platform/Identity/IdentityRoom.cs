using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using VanLang.Access.Contracts;
using VanLang.Directory.Contracts;
using VanLang.Identity.Accounts;
using VanLang.Identity.Administration;
using VanLang.Identity.Contracts;
using VanLang.Identity.Factors;
using VanLang.Identity.Guard;
using VanLang.Identity.Forgotten;
using VanLang.Identity.Handovers;
using VanLang.Identity.Keys;
using VanLang.Identity.Passkeys;
using VanLang.Identity.Pending;
using VanLang.Identity.Provider;
using VanLang.Identity.Sessions;
using VanLang.Kernel;
using VanLang.Kernel.Access;
using VanLang.Kernel.Data;
using VanLang.Kernel.Import;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Identity;

/// <summary>
/// What the Identity room offers: accounts of citizens and officials, sessions, <see cref="CurrentActor"/>, and the guard before every page.
/// The program calls <see cref="IdentityPipeline.UseIdentity"/> between <c>UseWeb</c> and <c>UseWebForms</c>.
/// </summary>
public sealed class IdentityRoom : Room
{
    public override string Name => "Identity";

    public override IReadOnlyList<Permission> Permissions => AccountPermissions.All;

    public override IReadOnlyList<MenuItem> Menu =>
    [
        new(MenuAudience.Official, "CitizenHelpTitle", "can-bo/cong-dan-quen-mat-khau", AccountPermissions.HelpCitizens, 880),
        new(MenuAudience.Official, "AccountsTitle", "can-bo/tai-khoan", AccountPermissions.See, 890),
    ];

    public override IReadOnlyList<ImportVerb> Imports =>
    [
        new("clients", "Ứng dụng đăng nhập bằng tài khoản của tỉnh / applications that sign people in here", "clients.json", (services, path, cancellationToken) =>
            services.GetRequiredService<ImportClients>().Execute(path, Actor.System, cancellationToken)),
    ];

    public override void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<IdentitySettings>().Bind(configuration.GetSection("Identity"));
        AddKeys(services);
        ProviderSetup.Add(services);
        services.AddSingleton<SessionTickets>();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme).Configure<SessionTickets>((options, tickets) =>
        {
            options.Cookie = new SessionCookie("vanlang-session");
            options.SessionStore = tickets;
            options.SlidingExpiration = false;
            options.ExpireTimeSpan = SessionTimes.Longest;
        });
        services.AddRateLimiter(SignInLimits.Add);
        services
            .AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>()
            .AddSingleton<Passwords>()
            .AddSingleton<SignIn>()
            .AddSingleton<SignUp>()
            .AddSingleton<KnownDevice>()
            .AddSingleton<FactorSecrets>()
            .AddSingleton<SecondFactors>()
            .AddSingleton<ProveFactor>()
            .AddSingleton<SecondStepTicket>()
            .AddSingleton<PasskeyStore>()
            .AddSingleton<PasskeyProtocol>()
            .AddSingleton<PasskeyQuestions>()
            .AddSingleton<AddPasskey>()
            .AddSingleton<UsePasskey>()
            .AddSingleton<OwnPasskeys>()
            .AddSingleton<ChangeAccount>()
            .AddSingleton<EndSessions>()
            .AddSingleton<OwnSessions>()
            .AddSingleton<ChoosePosition>()
            .AddSingleton<PendingPosts>()
            .AddSingleton(provider => new AccountProfiles(provider.GetRequiredService<UnitOfWork>()))
            .AddSingleton(provider => new DemonstrationAccounts(
                provider.GetRequiredService<UnitOfWork>(),
                provider.GetRequiredService<DirectoryQueries>(),
                provider.GetRequiredService<AccessQueries>(),
                provider.GetRequiredService<Passwords>(),
                provider.GetRequiredService<KeyFile>(),
                provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<RecordedSubject, AccountSubject>()
            .AddSingleton<RecordedSubject, AuthenticatorSubject>()
            .AddSingleton<RecordedSubject, PasskeySubject>()
            .AddSingleton<SessionSeen>()
            .AddSingleton<ProviderLimits>()
            .AddSingleton<Consents>()
            .AddSingleton<ImportClients>()
            .AddSingleton(provider => new ClientSecrets(provider.GetRequiredService<IServiceScopeFactory>(), provider.GetRequiredService<UnitOfWork>()))
            .AddSingleton<AdministeredAccounts>()
            .AddSingleton<CreateOfficialAccount>()
            .AddSingleton<CloseAccount>()
            .AddSingleton<OpenReset>()
            .AddSingleton<ConfirmReset>()
            .AddSingleton<CancelReset>()
            .AddSingleton<UseHandover>()
            .AddSingleton<ForgottenPassword>()
            .AddSingleton<ResetNotices>()
            .AddSingleton(provider => new FirstAdministrator(
                provider.GetRequiredService<UnitOfWork>(), provider.GetRequiredService<DirectoryPeople>(), provider.GetRequiredService<DirectoryQueries>(), provider.GetRequiredService<AccessQueries>(), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<RecordedSubject, HandoverSubject>()
            .AddSingleton<SessionActors>()
            .AddScoped<CurrentActor>()
            .AddScoped<SignInSteps>();
    }

    public override void MapEndpoints(IEndpointRouteBuilder endpoints)
    {
        SignOutEndpoint.Map(endpoints);
        PasskeyEndpoints.Map(endpoints);
        ProviderEndpoints.Map(endpoints);
    }

    static void AddKeys(IServiceCollection services)
    {
        services.AddSingleton<KeyFile>().AddSingleton<KeyWrapper>();
        services.AddDataProtection().SetApplicationName("vanlang");
        services.AddOptions<KeyManagementOptions>().Configure<IDbContextFactory<VanLangDbContext>, KeyWrapper>((options, contexts, wrapper) =>
        {
            options.XmlRepository = new DataProtectionKeyStore(contexts);
            options.XmlEncryptor = wrapper;
        });
    }
}
