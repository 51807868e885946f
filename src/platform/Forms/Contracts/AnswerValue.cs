namespace VanLang.Forms.Contracts;

/// <summary>One typed answer. An unanswered field has no value at all; there is no empty text.</summary>
public abstract record AnswerValue
{
    private protected AnswerValue()
    {
    }

    /// <summary>The value as FEEL takes it: string, decimal, bool, DateOnly or a context.</summary>
    public abstract object ToFeel();
}

/// <summary>Text, also the code of a chosen option. Unicode NFC, lines end with <c>\n</c>.</summary>
public sealed record TextAnswer(string Text) : AnswerValue
{
    /// <inheritdoc/>
    public override object ToFeel() => Text;
}

/// <summary>A number; the unit is in the field's label.</summary>
public sealed record NumberAnswer(decimal Number) : AnswerValue
{
    /// <inheritdoc/>
    public override object ToFeel() => Number;
}

/// <summary>A ticked (true) or seen and not ticked (false) box.</summary>
public sealed record BooleanAnswer(bool IsYes) : AnswerValue
{
    /// <inheritdoc/>
    public override object ToFeel() => IsYes;
}

/// <summary>A local date.</summary>
public sealed record DateAnswer(DateOnly Date) : AnswerValue
{
    /// <inheritdoc/>
    public override object ToFeel() => Date;
}

/// <summary>An address: a commune and what stands before it (house, street, hamlet).</summary>
/// <param name="Commune">Code of the commune in the field's code list; where the field has none, the names of commune and province as typed.</param>
/// <param name="Detail">House, street, hamlet; empty if not given.</param>
public sealed record AddressAnswer(string Commune, string Detail) : AnswerValue
{
    /// <summary>A context with <c>commune</c> and <c>detail</c>.</summary>
    public override object ToFeel() => new Dictionary<string, object?> { ["commune"] = Commune, ["detail"] = Detail };
}
