namespace VanLang.Signing.Contracts;

/// <summary>What came of signing a file that is no PDF.</summary>
public abstract record SignOutcome
{
    private SignOutcome()
    {
    }

    /// <summary>The signature, or the file that holds it.</summary>
    public sealed record Done(ReadOnlyMemory<byte> Content) : SignOutcome;

    /// <summary>It was not signed.</summary>
    public sealed record Refused(SigningProblem Problem) : SignOutcome;
}
