using System.Globalization;
using System.Resources;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VanLang.Kernel.Access;
using VanLang.Kernel.Errors;
using VanLang.Kernel.Import;
using VanLang.Kernel.Operations;
using VanLang.Kernel.Record;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace VanLang.Identity.Provider;

/// <summary>
/// Takes the applications that may sign people in. A client that the file no longer lists stays: taking one away is an act of its own. Secrets are not
/// in the file and not touched.
/// </summary>
sealed class ImportClients(UnitOfWork work)
{
    static readonly ResourceManager Texts = new("VanLang.Identity.Resources.IdentityRoom", typeof(ImportClients).Assembly);
    static readonly string[] KnownScopes = [Scopes.Profile, Scopes.Roles, Scopes.OfflineAccess];

    public async Task<ImportResult> Execute(string path, Actor actor, CancellationToken cancellationToken)
    {
        ImportRead<ClientFile> read = ImportFile.Read<ClientFile>(path).Check(Check);
        if (read.IsFaulty)
            return ImportResult.Refused(read.Problems);
        Outcome<ImportResult> outcome = await work.Execute<ImportResult>(
            new Operation("identity.import-clients", actor),
            async (work, token) =>
            {
                ImportCounts counts = default;
                foreach (ClientRow row in read.Value!.Clients)
                    counts += await Take(work, row, token);
                return new ImportResult(counts, []);
            },
            cancellationToken);
        return outcome.Value!;
    }

    static void Check(ClientFile file, ImportReport report)
    {
        for (int c = 0; c < file.Clients.Count; c++)
        {
            ClientRow row = file.Clients[c];
            string place = $"clients[{c}]";
            if (row.Kind != ClientKind.Service && row.RedirectUris.Count == 0)
                Say(report, $"{place}.redirectUris", "client-without-address");
            for (int u = 0; u < row.RedirectUris.Count; u++)
                CheckUri(report, $"{place}.redirectUris[{u}]", row.RedirectUris[u]);
            for (int u = 0; u < row.PostLogoutRedirectUris.Count; u++)
                CheckUri(report, $"{place}.postLogoutRedirectUris[{u}]", row.PostLogoutRedirectUris[u]);
            if (row.BackchannelLogoutUri is { } told)
                CheckUri(report, $"{place}.backchannelLogoutUri", told);
            for (int s = 0; s < row.Scopes.Count; s++)
            {
                if (!KnownScopes.Contains(row.Scopes[s]))
                    Say(report, $"{place}.scopes[{s}]", "client-scope-unknown", row.Scopes[s]);
            }
        }
    }

    static void CheckUri(ImportReport report, string place, string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) || uri.Fragment.Length > 0 || address.Contains('*', StringComparison.Ordinal)
            || !(uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback)))
            Say(report, place, "client-address-bad", address);
    }

    static async Task<ImportCounts> Take(Work work, ClientRow row, CancellationToken cancellationToken)
    {
        ClientApplication? client = await work.Db.Set<ClientApplication>().FirstOrDefaultAsync(client => client.ClientId == row.ClientId, cancellationToken);
        bool isNew = client is null;
        client ??= work.Db.Add(new ClientApplication { Id = work.NewId(), ClientId = row.ClientId }).Entity;
        client.ApplicationType = ApplicationTypes.Web;
        client.ClientType = row.Kind == ClientKind.Public ? ClientTypes.Public : ClientTypes.Confidential;
        client.ConsentType = row.Provincial ? ConsentTypes.Implicit : ConsentTypes.Explicit;
        client.DisplayName = row.Name;
        client.DisplayNames = JsonSerializer.Serialize(new Dictionary<string, string> { ["en"] = row.NameEn });
        client.RedirectUris = JsonSerializer.Serialize(row.RedirectUris);
        client.PostLogoutRedirectUris = JsonSerializer.Serialize(row.PostLogoutRedirectUris);
        client.Permissions = JsonSerializer.Serialize(PermissionsOf(row));
        client.Requirements = JsonSerializer.Serialize(row.Kind == ClientKind.Service ? [] : new[] { Requirements.Features.ProofKeyForCodeExchange });
        Dictionary<string, IReadOnlyList<string>> properties = new() { [ClientFile.Audiences] = row.Audiences ?? [] };
        if (row.BackchannelLogoutUri is { } told)
            properties[ClientFile.LogoutAddress] = [told];
        client.Properties = JsonSerializer.Serialize(properties);
        // A secret that nobody has: whoever keeps none opens nothing until one is made.
        client.ClientSecret = row.Kind == ClientKind.Public ? null : client.ClientSecret ?? Convert.ToBase64String([0]);
        if (!isNew && work.Db.Entry(client).State == EntityState.Unchanged)
            return new(0, 0, 1);
        client.ConcurrencyToken = Guid.NewGuid().ToString();
        work.Raise(new Subject("oidc-client", client.Id), isNew ? "client.added" : "client.changed", new { client = row.ClientId, kind = row.Kind.ToString(), row.RedirectUris, row.Scopes, row.Provincial, row.BackchannelLogoutUri });
        return isNew ? new(1, 0, 0) : new(0, 1, 0);
    }

    static IEnumerable<string> PermissionsOf(ClientRow row)
    {
        yield return Permissions.Endpoints.Token;
        yield return Permissions.Endpoints.Revocation;
        if (row.Kind != ClientKind.Public)
            yield return Permissions.Endpoints.Introspection;
        if (row.Kind == ClientKind.Service)
        {
            yield return Permissions.GrantTypes.ClientCredentials;
        }
        else
        {
            yield return Permissions.Endpoints.Authorization;
            yield return Permissions.Endpoints.EndSession;
            yield return Permissions.GrantTypes.AuthorizationCode;
            yield return Permissions.ResponseTypes.Code;
            if (row.Scopes.Contains(Scopes.OfflineAccess))
                yield return Permissions.GrantTypes.RefreshToken;
        }

        foreach (string scope in row.Scopes.Where(scope => scope != Scopes.OfflineAccess))
            yield return Permissions.Prefixes.Scope + scope;
    }

    static void Say(ImportReport report, string place, string code, params object[] values) =>
        report.Add(place, code, In(CultureInfo.InvariantCulture, code, values), In(CultureInfo.GetCultureInfo("en"), code, values));

    static string In(CultureInfo language, string code, object[] values) => string.Format(CultureInfo.InvariantCulture, Texts.GetString(code, language)!, values);
}
