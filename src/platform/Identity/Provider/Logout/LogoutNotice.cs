using System.Text.Json;

namespace VanLang.Identity.Provider.Logout;

/// <summary>Whom to tell that a session has ended.</summary>
/// <param name="ClientId">Row of the application.</param>
sealed record LogoutNotice(Guid ClientId, Guid SessionId, Guid AccountId)
{
    public string ToJson() => JsonSerializer.Serialize(this);

    public static LogoutNotice Of(string json) => JsonSerializer.Deserialize<LogoutNotice>(json)!;
}
