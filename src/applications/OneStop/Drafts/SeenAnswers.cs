using System.Security.Cryptography;
using System.Text;
using VanLang.Forms.Contracts;

namespace VanLang.OneStop.Drafts;

/// <summary>What was kept of a page when it was shown. The page sends it back, so that a second window does not undo what the first one saved.</summary>
static class SeenAnswers
{
    /// <summary>Name of the hidden input.</summary>
    public const string Input = "_seen";

    public static string Of(SchemaPage page, FormAnswers answers)
    {
        FormAnswers ofPage = page.Fields.Where(field => answers.IsAsked(field.Key)).Aggregate(FormAnswers.None, (kept, field) => kept.With(field.Key, answers[field.Key]));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ofPage.ToJson())));
    }
}
