using System.Globalization;
using VanLang.Directory.Contracts;
using VanLang.Kernel.Operations;

namespace VanLang.OneStop.Dossiers;

/// <summary>
/// Mã hồ sơ: code of the receiving agency, day of receipt, running number of that agency and day. The format is data, as it has changed:
/// <c>H44.148-20261123-0000001</c> since 2025, <c>000.00.12.H44-161003-0001</c> before.
/// </summary>
static class DossierCodes
{
    /// <summary>Draws the next code. Draw it last in the operation.</summary>
    /// <param name="format">Format with <c>{agency}</c>, a date pattern in braces and <c>{sequence:n}</c>.</param>
    public static async Task<string> Next(Work work, string format, AgencyRecord agency, DateOnly day, CancellationToken cancellationToken)
    {
        string agencyCode = agency.Code ?? agency.Key;
        long number = await work.NextNumber($"dossier/{agencyCode}", day.ToString("yyyyMMdd", CultureInfo.InvariantCulture), cancellationToken);
        return Format(format, agencyCode, agency.LongCode ?? agencyCode, day, number);
    }

    public static string Format(string format, string agencyCode, string longCode, DateOnly day, long number)
    {
        System.Text.StringBuilder code = new();
        foreach (string part in System.Text.RegularExpressions.Regex.Split(format, @"(\{[^}]*\})"))
        {
            code.Append(part switch
            {
                "{agency}" => agencyCode,
                "{longAgency}" => longCode,
                ['{', 's', 'e', 'q', 'u', 'e', 'n', 'c', 'e', ':', .. string width, '}'] => number.ToString(CultureInfo.InvariantCulture).PadLeft(int.Parse(width, CultureInfo.InvariantCulture), '0'),
                ['{', .. string pattern, '}'] => day.ToString(pattern, CultureInfo.InvariantCulture),
                _ => part,
            });
        }

        return code.ToString();
    }
}
