using Microsoft.AspNetCore.Components;
using VanLang.Web.Contracts;

namespace VanLang.Web.Components;

/// <summary>What every input takes. Posts are plain HTML form posts: the caller gives the name, and the value as text.</summary>
public abstract class Field : ComponentBase
{
    /// <summary>Name that is posted.</summary>
    [Parameter, EditorRequired] public string Name { get; set; } = "";

    /// <summary>What is asked. An input without one is a bug and throws.</summary>
    [Parameter, EditorRequired] public string Label { get; set; } = "";

    /// <summary>Id of the input; by default <see cref="FieldId.From"/> of the name.</summary>
    [Parameter] public string? Id { get; set; }

    /// <summary>A sentence under the label, or null.</summary>
    [Parameter] public string? Hint { get; set; }

    /// <summary>What is wrong and what to do, or null.</summary>
    [Parameter] public string? Error { get; set; }

    /// <summary>False adds "(không bắt buộc)" to the label, true tells assistive technology that it is needed, null says nothing.</summary>
    [Parameter] public bool? Required { get; set; }

    /// <summary>Language of label and hint when it is not the language of the page (data without translation: <c>vi</c>).</summary>
    [Parameter] public string? Lang { get; set; }

    /// <summary>The label is the page's only question and becomes its first-level heading.</summary>
    [Parameter] public bool IsPageHeading { get; set; }

    /// <summary>Further attributes of the input.</summary>
    [Parameter(CaptureUnmatchedValues = true)] public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    /// <summary>Id of the input, as rendered.</summary>
    protected string InputId => Id ?? FieldId.From(Name);

    /// <summary>Ids of hint and error, for <c>aria-describedby</c>; null when there is neither.</summary>
    protected string? DescribedBy => (Hint, Error) switch
    {
        (null, null) => null,
        (_, null) => InputId + "-hint",
        (null, _) => InputId + "-error",
        _ => $"{InputId}-hint {InputId}-error",
    };

    /// <summary><c>aria-invalid</c>.</summary>
    protected string? Invalid => Error is null ? null : "true";

    /// <summary><c>aria-required</c>.</summary>
    protected string? AriaRequired => Required is true ? "true" : null;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (string.IsNullOrWhiteSpace(Name))
            throw new InvalidOperationException($"{GetType().Name} needs a Name.");
        if (string.IsNullOrWhiteSpace(Label))
            throw new InvalidOperationException($"{GetType().Name} '{Name}' needs a Label.");
        if (string.IsNullOrWhiteSpace(Hint))
            Hint = null;
        if (string.IsNullOrWhiteSpace(Error))
            Error = null;
    }
}
