namespace VanLang.Kernel.Errors;

/// <summary>An expected failure in the catalogue: a stable code, and the HTTP status it is answered with.</summary>
/// <param name="Code">Stable for ever, shown to people and programs: <c>ONESTOP-CONFLICT</c>. Also the key of its message in the texts of <paramref name="Texts"/>.</param>
/// <param name="HttpStatus">Status of a page or API that ends with it.</param>
/// <param name="Texts">The room class whose resources hold the message, Vietnamese and English.</param>
public sealed record ErrorCode(string Code, int HttpStatus, Type Texts)
{
    /// <summary>The failure with the values that its message names by position.</summary>
    public Failure With(params object?[] arguments) => new(this, arguments);
}

/// <summary>An expected failure as a value. What it says to people is composed at the edge from the texts of the room.</summary>
public sealed record Failure(ErrorCode Code, IReadOnlyList<object?> Arguments)
{
    public static implicit operator Failure(ErrorCode code) => new(code, []);

    public override string ToString() => Code.Code;
}
