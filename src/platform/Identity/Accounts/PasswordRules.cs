using VanLang.Kernel.Errors;

namespace VanLang.Identity.Accounts;

/// <summary>
/// Rules for a new password: long enough and not one of those tried first (NIST SP 800-63B 5.1.1.2). No mixture of signs is asked for: it
/// makes passwords that are forgotten and no better.
/// </summary>
static class PasswordRules
{
    public const int Fewest = 8;
    public const int Most = 128;
    const int FewestDifferent = 4;

    static readonly HashSet<string> Common = new(StringComparer.OrdinalIgnoreCase)
    {
        "password", "password1", "passw0rd", "qwertyui", "qwerty123", "asdfghjk", "1q2w3e4r", "abcd1234", "abc12345", "iloveyou",
        "matkhau1", "matkhau123", "mat khau", "vietnam1", "vietnam123", "emyeuanh", "anhyeuem", "khongbiet", "phutho123", "vanlang123",
    };

    /// <summary>The one form in which a password is hashed: the same letters typed on another keyboard are the same password.</summary>
    public static string Normalise(string? typed) => (typed ?? "").Normalize();

    /// <returns>What is wrong with the new password; null where nothing is.</returns>
    public static Failure? Check(string? typed, string userName)
    {
        string password = Normalise(typed);
        if (password.Length == 0)
            return IdentityErrors.PasswordMissing;
        if (password.Length < Fewest)
            return IdentityErrors.PasswordShort.With(Fewest);
        if (password.Length > Most)
            return IdentityErrors.PasswordLong.With(Most);
        string own = userName.Split('@')[0];
        bool guessed = Common.Contains(password)
            || password.Distinct().Count() < FewestDifferent
            || IsRow(password)
            || (own.Length >= FewestDifferent && password.Contains(own, StringComparison.OrdinalIgnoreCase));
        return guessed ? (Failure)IdentityErrors.PasswordCommon : null;
    }

    /// <summary>12345678, abcdefgh, 87654321.</summary>
    static bool IsRow(string password)
    {
        int step = password[1] - password[0];
        if (step is not (1 or -1))
            return false;
        // 1234567890: after the nine people go on with nought.
        return password.Zip(password.Skip(1)).All(pair => pair.Second - pair.First == step || pair is ('9', '0') or ('0', '9'));
    }
}
