namespace VanLang.Kernel.Files;

/// <summary>What a look into a file found: its kind, or the code of a refusal.</summary>
internal readonly record struct Inspection(FileKind? Kind, string? Refusal)
{
    public static Inspection Accept(FileKind kind) => new(kind, null);

    public static Inspection Refuse(string code) => new(null, code);
}
