using Microsoft.Extensions.Localization;

namespace VanLang.Kernel.Errors;

/// <summary>Says a failure in the language of the request.</summary>
public sealed class FailureTexts(IStringLocalizerFactory localizers)
{
    /// <summary>The message: what happened, what is kept, what to do next.</summary>
    public string Say(Failure failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return localizers.Create(failure.Code.Texts)[failure.Code.Code, [.. failure.Arguments.Select(argument => argument ?? "")]];
    }
}
