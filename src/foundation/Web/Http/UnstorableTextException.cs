using Microsoft.AspNetCore.Http;

namespace VanLang.Web;

/// <summary>A form holds text that cannot be kept (<see cref="StorableText"/>). Whoever reads the form gets it, and so does nothing with it.</summary>
/// <param name="form">The form as it came.</param>
sealed class UnstorableTextException(IFormCollection form) : UnreadableFormException("The form holds characters that cannot be kept.", null)
{
    public IFormCollection Form => form;
}
