using VanLang.Forms.Contracts;
using VanLang.Printing.Contracts;

namespace VanLang.OneStop.Contracts;

/// <summary>
/// The declaration of a citizen on paper (tờ khai), A4: the same answers, facts and template give the same bytes, on any machine, in any culture and time zone.
/// </summary>
public static class DeclarationSheet
{
    /// <summary>Print template of every declaration whose form prescribes none.</summary>
    public const string CommonTemplate = "to-khai";

    /// <summary>Makes the PDF.</summary>
    /// <param name="template">The template that the declaration names, else the common one.</param>
    /// <param name="declaration">What was filled in.</param>
    /// <param name="facts">What the sheet says beside it.</param>
    /// <param name="demonstration">Whether each page is to say that it has no legal effect.</param>
    public static PrintedDocument Print(PrintTemplate template, FormDeclaration declaration, DeclarationFacts facts, bool demonstration)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(declaration);
        ArgumentNullException.ThrowIfNull(facts);
        Dictionary<string, object?> data = new()
        {
            ["form"] = declaration.Data,
            ["addressee"] = declaration.Data["addressee"] ?? facts.Addressee,
            ["place"] = facts.Place,
            ["dossier"] = facts.Filed is { } filed
                ? new Dictionary<string, object?> { ["code"] = filed.Code, ["submittedAt"] = filed.At, ["answersHash"] = filed.AnswersHash }
                : null,
            ["enclosures"] = facts.Papers.Cast<object?>().ToList(),
        };
        string title = $"{declaration.Data["title"]}{(facts.Filed is { } of ? $" - {of.Code}" : "")}";
        return template.Render(data, new PrintOptions(facts.At, title, Demonstration: demonstration));
    }
}

/// <summary>What a declaration says beside the answers.</summary>
/// <param name="At">When it was filed, or last changed while it is a draft; written into the file.</param>
/// <param name="Addressee">Agency it is addressed to, or null where nobody can tell yet.</param>
/// <param name="Place">Địa danh before the date, or null.</param>
/// <param name="Papers">Papers that come with it, as they are listed.</param>
/// <param name="Filed">The dossier, or null for a draft: then place and date are left to be written by hand.</param>
public sealed record DeclarationFacts(DateTimeOffset At, string? Addressee, string? Place, IReadOnlyList<string> Papers, FiledDeclaration? Filed);

/// <summary>A declaration that was filed.</summary>
/// <param name="Code">Mã hồ sơ.</param>
/// <param name="At">When.</param>
/// <param name="AnswersHash">SHA-256 of the answers as the record holds it, hexadecimal.</param>
public sealed record FiledDeclaration(string Code, DateTimeOffset At, string AnswersHash);
