using VanLang.Forms.Contracts;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Import;

namespace VanLang.Forms.Units;

/// <summary>
/// The administrative units as last published. One list tells every period, so an old form finds what has become of its units as well; an answer keeps the names it was given under.
/// </summary>
internal sealed class UnitLibrary(DefinitionStore definitions, TimeProvider time)
{
    public const string Kind = "units";
    public const string Key = "don-vi-hanh-chinh";

    public static DefinitionKind Units { get; } = new(
        Kind, "units", "Đơn vị hành chính theo giai đoạn / administrative units by period", "units", ".json",
        (_, _, _) => Task.FromResult<Func<DefinitionFile, DefinitionReading>>(Read))
    {
        Title = content => JsonTitle.Of(content, "title"),
    };

    public async Task<AdministrativeUnits> Today(CancellationToken cancellationToken) =>
        await definitions.InForce(Kind, Key, VietnamTime.DateOf(time.GetUtcNow()), cancellationToken) is { } definition
            ? await definitions.Compiled(Kind, Key, definition.Version, content => UnitsFile.Read(content, Key, []) ?? throw new InvalidOperationException("The published units cannot be read."))
            : AdministrativeUnits.None;

    private static DefinitionReading Read(DefinitionFile file)
    {
        var problems = new List<ImportProblem>();
        UnitsFile.Read(file.Content, file.Name, problems);
        return new(file.Key, file.Content, file.FirstDay, null, problems);
    }
}
