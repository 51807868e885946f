using VanLang.Kernel.Access;

namespace VanLang.Kernel.Operations;

/// <summary>The name under which a change is made, who makes it and why. One operation = one use case in one database transaction.</summary>
/// <param name="Name">Stable name: <c>dossier.accept</c>.</param>
/// <param name="Actor">Who acts.</param>
public sealed record Operation(string Name, Actor Actor)
{
    /// <summary>Reason given by the actor, where the law or the page asks for one.</summary>
    public string? Reason { get; init; }

    /// <summary>Key of the form or API command; the same key with the same body gets the same answer (R10). Null for acts of the program.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>What the key stands for: any value whose JSON form tells one command from another.</summary>
    public object? Body { get; init; }
}
