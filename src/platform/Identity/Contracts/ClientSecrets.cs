using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Abstractions;
using VanLang.Identity.Provider;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;

namespace VanLang.Identity.Contracts;

/// <summary>Secrets of applications: made here, shown once, kept as a hash.</summary>
public sealed class ClientSecrets
{
    readonly IServiceScopeFactory scopes;
    readonly UnitOfWork work;

    internal ClientSecrets(IServiceScopeFactory scopes, UnitOfWork work)
    {
        this.scopes = scopes;
        this.work = work;
    }

    /// <summary>Gives the client another secret; the earlier one is worth nothing from then on.</summary>
    /// <returns>The secret; refused for an unknown client and for one that cannot keep a secret.</returns>
    public async Task<Outcome<string>> Renew(string clientId, Actor actor, CancellationToken cancellationToken)
    {
        await using AsyncServiceScope scope = scopes.CreateAsyncScope();
        IOpenIddictApplicationManager clients = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
        if (await clients.FindByClientIdAsync(clientId, cancellationToken) is not ClientApplication client
            || !await clients.HasClientTypeAsync(client, OpenIddictConstants.ClientTypes.Confidential, cancellationToken))
            return IdentityErrors.ClientUnknown;
        string secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        // The library hashes and saves by itself; the record follows, so that it never speaks of a secret that was not made.
        await clients.UpdateAsync(client, secret, cancellationToken);
        await work.Execute<Done>(
            new Operation("identity.renew-client-secret", actor),
            (work, _) =>
            {
                work.Raise(new Subject("oidc-client", client.Id), "client.secret-renewed", new { client = clientId });
                return Task.FromResult<Outcome<Done>>(new Done());
            },
            cancellationToken);
        return secret;
    }
}
