using VanLang.Printing.Drawing;
using VanLang.Printing.Layout;
using VanLang.Printing.Templates;

namespace VanLang.Printing.Contracts;

/// <summary>
/// A declarative paper: a JSON file of <c>province/templates</c>, checked when it is loaded. Immutable and safe for use from several threads.
/// The schema is in <c>province/templates/README.md</c>.
/// </summary>
public sealed class PrintTemplate
{
    private readonly TemplateBody body;

    private PrintTemplate(TemplateBody body) => this.body = body;

    /// <summary>Name of the template, the same as its file without extension.</summary>
    public string Name => body.Name;

    /// <summary>Name of the paper in Vietnamese.</summary>
    public string Title => body.Title;

    /// <summary>Where layout and wording come from.</summary>
    public string Source => body.Source;

    /// <summary>Whether the layout was compared with the text of its source.</summary>
    public bool Verified => body.Verified;

    /// <summary>Mark for screens when not verified: "Chưa kiểm chứng", "Giả định".</summary>
    public string? Label => body.Label;

    /// <summary>First day the paper is in use, null when not known.</summary>
    public DateOnly? ValidFrom => body.ValidFrom;

    /// <summary>First day the paper is out of use, null when none is known.</summary>
    public DateOnly? ValidTo => body.ValidTo;

    /// <summary>Reads and checks a template.</summary>
    /// <param name="json">Text of the file.</param>
    /// <param name="file">Name of the file for problems.</param>
    /// <returns>The template, or all faults with their places; never throws for faulty text.</returns>
    public static PrintTemplateLoad Load(string json, string file = "")
    {
        var faults = new TemplateFaults(file);
        var body = new TemplateReader(faults).Read(json);
        return body is null || faults.Problems.Count > 0
            ? new PrintTemplateLoad(null, faults.Problems)
            : new PrintTemplateLoad(new PrintTemplate(body), []);
    }

    /// <summary>Makes the PDF.</summary>
    /// <param name="data">
    /// Values by name: text, number, bool, <see cref="DateOnly"/>, <see cref="DateTimeOffset"/> (shown in UTC+7), null,
    /// <c>IReadOnlyDictionary&lt;string, object?&gt;</c>, lists of these, and <c>byte[]</c> for images (PNG, JPEG). Text is set in NFC.
    /// </param>
    /// <param name="options">What goes into the file beside the data.</param>
    /// <exception cref="ArgumentException">A path of the template is not in the data: a bug of the caller. Null is a value.</exception>
    public PrintedDocument Render(IReadOnlyDictionary<string, object?> data, PrintOptions options)
    {
        var composer = new Composer(body.Name, body.Page);
        var pieces = composer.Compose(body.Blocks, new DataScope(data), composer.ContentWidth);
        var pages = new Paginator(body.Page).Paginate(pieces);
        if (options.Demonstration)
            DemonstrationMark.AddTo(pages, body.Page, options.Language);
        var pdf = PdfDrawing.Draw(pages, body.Page, options);
        return new PrintedDocument(pdf, pages.Count, [.. pages.SelectMany(page => page.Fields)], composer.MissingCharacters);
    }
}
