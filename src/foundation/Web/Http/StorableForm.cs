using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using VanLang.Kernel.Data;

namespace VanLang.Web;

/// <summary>The form of a request, read when somebody asks for it, and not given out when it cannot be read or holds what cannot be kept.</summary>
sealed class StorableForm(IFormFeature form) : IFormFeature
{
    public bool HasFormContentType => form.HasFormContentType;

    public IFormCollection? Form
    {
        get => form.Form;
        set => form.Form = value;
    }

    public IFormCollection ReadForm()
    {
        try
        {
            return Checked(form.ReadForm());
        }
        catch (InvalidDataException exception)
        {
            throw new UnreadableFormException(exception.Message, exception);
        }
    }

    public async Task<IFormCollection> ReadFormAsync(CancellationToken cancellationToken)
    {
        try
        {
            return Checked(await form.ReadFormAsync(cancellationToken));
        }
        catch (InvalidDataException exception)
        {
            throw new UnreadableFormException(exception.Message, exception);
        }
    }

    static IFormCollection Checked(IFormCollection form) =>
        form.All(field => StorableText.Holds(field.Key) && field.Value.All(StorableText.Holds))
        && form.Files.All(file => StorableText.Holds(file.Name) && StorableText.Holds(file.FileName))
            ? form
            : throw new UnstorableTextException(form);
}
