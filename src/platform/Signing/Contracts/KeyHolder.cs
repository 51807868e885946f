namespace VanLang.Signing.Contracts;

/// <summary>Who holds a key.</summary>
/// <param name="Kind"><c>person</c> (personal signature) or <c>agency</c> (seal).</param>
/// <param name="Id">Person or agency.</param>
public sealed record KeyHolder(string Kind, Guid Id)
{
    /// <summary>An official who signs.</summary>
    public static KeyHolder Person(Guid id) => new("person", id);

    /// <summary>An agency whose records clerk seals.</summary>
    public static KeyHolder Agency(Guid id) => new("agency", id);
}

/// <summary>What came of a PIN.</summary>
public abstract record PinOutcome
{
    private PinOutcome()
    {
    }

    /// <summary>The key until it is disposed.</summary>
    public sealed record Opened(UnlockedKey Key) : PinOutcome;

    /// <summary>Wrong, with so many tries left before the key is locked for a while.</summary>
    public sealed record Wrong(int TriesLeft) : PinOutcome;

    /// <summary>Too many wrong PINs.</summary>
    public sealed record Locked(DateTimeOffset Until) : PinOutcome;

    /// <summary>The holder has no key.</summary>
    public sealed record NoKey : PinOutcome;
}
