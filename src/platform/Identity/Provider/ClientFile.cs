using VanLang.Kernel.Import;

namespace VanLang.Identity.Provider;

/// <summary>What <c>vanlang import clients FILE</c> reads: the applications that may sign people in here.</summary>
sealed record ClientFile(IReadOnlyList<ClientRow> Clients)
{
    /// <summary>Property of a client under which its audiences are kept.</summary>
    public const string Audiences = "audiences";

    /// <summary>Property of a client under which the address is kept where it is told of ended sessions.</summary>
    public const string LogoutAddress = "backchannel_logout_uri";
}

/// <summary>An application.</summary>
/// <param name="ClientId">Never changes.</param>
/// <param name="Kind">
/// <c>web</c>: a server that keeps a secret and signs people in; <c>public</c>: an app or page that cannot keep one; <c>service</c>: a program that calls for
/// itself. Secrets are made by <c>vanlang clients secret</c>, never written into a file.
/// </param>
/// <param name="Name">As people read it when they are asked to agree.</param>
/// <param name="Provincial">The application is the province's own and nobody is asked to agree.</param>
/// <param name="RedirectUris">Compared letter by letter; https, or loopback for trying.</param>
/// <param name="Scopes">Of <c>profile</c>, <c>roles</c>, <c>offline_access</c>.</param>
/// <param name="Audiences">Clients that may ask what a token of this one is worth; null for none but itself.</param>
/// <param name="BackchannelLogoutUri">Where the application is told that a session has ended (OpenID Connect Back-Channel Logout 1.0); null where it asks.</param>
sealed record ClientRow(
    [property: ImportKey] string ClientId,
    ClientKind Kind,
    string Name,
    string NameEn,
    bool Provincial,
    IReadOnlyList<string> RedirectUris,
    IReadOnlyList<string> PostLogoutRedirectUris,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<string>? Audiences,
    string? BackchannelLogoutUri = null);

enum ClientKind
{
    Web,
    Public,
    Service,
}
