namespace VanLang.Kernel.Errors;

/// <summary>Failures that any operation may end with.</summary>
public static class KernelErrors
{
    /// <summary>The same key was used with another body (R10).</summary>
    public static readonly ErrorCode KeyReused = new("KERNEL-KEY-REUSED", 409, typeof(KernelTexts));

    /// <summary>Somebody else changed the record in between.</summary>
    public static readonly ErrorCode Conflict = new("KERNEL-CONFLICT", 409, typeof(KernelTexts));

    /// <summary>An act whose reason goes on record was given none.</summary>
    public static readonly ErrorCode ReasonMissing = new("KERNEL-REASON-MISSING", 422, typeof(KernelTexts));

    /// <summary>The one who acts may not do this.</summary>
    public static readonly ErrorCode Forbidden = new("KERNEL-FORBIDDEN", 403, typeof(KernelTexts));
}
