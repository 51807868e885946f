namespace VanLang.Forms.Contracts;

/// <summary>What a form may know beside its answers: the time, facts that the application has found out, and the files it keeps for the draft.</summary>
/// <param name="now">Present instant, in any offset.</param>
/// <param name="facts">Values by the names that were given to <see cref="FormSchema.Load"/>; a missing one is null in FEEL.</param>
/// <param name="files">Files of the draft, of all slots.</param>
public sealed class FormContext(DateTimeOffset now, IReadOnlyDictionary<string, object?>? facts = null, IReadOnlyList<UploadedFile>? files = null)
{
    /// <summary>FEEL name of the local date on which the form is filled (ngày nộp); always there.</summary>
    public const string FilingDateName = "ngay_nop";

    // Việt Nam has had one offset without summer time since 1975.
    private static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    /// <summary>Present instant in the offset of Asia/Ho_Chi_Minh.</summary>
    public DateTimeOffset Now { get; } = now.ToOffset(Offset);

    /// <summary>Local date.</summary>
    public DateOnly Today { get; } = DateOnly.FromDateTime(now.ToOffset(Offset).DateTime);

    /// <summary>Facts by name.</summary>
    public IReadOnlyDictionary<string, object?> Facts { get; } = facts ?? new Dictionary<string, object?>();

    /// <summary>Files of the draft; in FEEL the key of a slot is the list of its files' ids, null for none.</summary>
    public IReadOnlyList<UploadedFile> Files { get; } = files ?? [];

    /// <summary>The administrative units in which places are looked for; null for those of the library that the form comes from.</summary>
    public AdministrativeUnits? Units { get; init; }

    /// <summary>Only a time.</summary>
    public static implicit operator FormContext(DateTimeOffset now) => FromDateTimeOffset(now);

    /// <summary>Only a time.</summary>
    public static FormContext FromDateTimeOffset(DateTimeOffset now) => new(now);
}
