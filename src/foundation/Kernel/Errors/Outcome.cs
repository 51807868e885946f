using System.Diagnostics.CodeAnalysis;

namespace VanLang.Kernel.Errors;

/// <summary>What an operation ends with: a value, or an expected failure. A failure rolls the operation back.</summary>
public readonly record struct Outcome<T>
{
    Outcome(T? value, Failure? failure)
    {
        Value = value;
        Failure = failure;
    }

    public T? Value { get; }

    public Failure? Failure { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool Succeeded => Failure is null;

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Failure failure) => new(default, failure);

    public static implicit operator Outcome<T>(ErrorCode code) => new(default, code);
}

/// <summary>The value of an operation that has nothing to tell but that it happened.</summary>
public readonly record struct Done;
