namespace VanLang.Kernel.Import;

/// <summary>Something wrong in an import file, for who must repair it.</summary>
/// <param name="File">Name of the file as it was given.</param>
/// <param name="Line">Line in the file, from 1; null when it has none (a missing file).</param>
/// <param name="Row">The row, as <c>people[3] (CB004)</c>; <c>$</c> for the head of the file.</param>
/// <param name="Field">Field inside the row, as <c>positions[0].validFrom</c>; null when the row as a whole is meant.</param>
/// <param name="Code">Stable code, see <see cref="ImportCodes"/>; rooms add their own.</param>
/// <param name="ReasonVi">What is wrong and what was expected, in Vietnamese.</param>
/// <param name="ReasonEn">The same in English.</param>
public sealed record ImportProblem(string File, int? Line, string Row, string? Field, string Code, string ReasonVi, string ReasonEn)
{
    /// <summary>One line for a terminal, in Vietnamese: file, line, row, field, reason, code.</summary>
    public override string ToString() => Line is { } line
        ? $"{File}:{line} {Row}{(Field is null ? "" : " › " + Field)}: {ReasonVi} [{Code}]"
        : $"{File}: {ReasonVi} [{Code}]";
}

/// <summary>Codes of problems that any import file can have.</summary>
public static class ImportCodes
{
    public const string FileMissing = "import-file-missing";
    public const string FileTooLarge = "import-file-too-large";
    public const string NotUtf8 = "import-not-utf8";
    public const string BrokenJson = "import-broken-json";
    public const string UnknownField = "import-unknown-field";
    public const string RepeatedField = "import-repeated-field";
    public const string MissingField = "import-missing-field";
    public const string Empty = "import-empty";
    public const string WrongType = "import-wrong-type";
    public const string BadDate = "import-bad-date";
    public const string BadValue = "import-bad-value";
    public const string DuplicateKey = "import-duplicate-key";
    public const string UnknownReference = "import-unknown-reference";
    public const string Unstorable = "import-unstorable-text";
    public const string Inconsistent = "import-inconsistent";
}
