using VanLang.Identity.Accounts;

namespace VanLang.Identity.Administration;

/// <summary>How an account stands, in one word of the room's texts.</summary>
static class AccountStates
{
    public static string Key(Account? account) => account switch
    {
        null => "AccountStateNone",
        { DisabledAt: not null } => "AccountStateClosed",
        { PasswordHash: null } => "AccountStateWaiting",
        { IsDemonstration: true } => "AccountStateDemonstration",
        _ => "AccountStateOpen",
    };
}
