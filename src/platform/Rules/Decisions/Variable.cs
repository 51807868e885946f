using System.Xml.Linq;
using VanLang.Rules.Evaluation;
using VanLang.Rules.Syntax;
using VanLang.Rules.Values;

namespace VanLang.Rules.Decisions;

/// <summary>A named, perhaps typed value: input data, or the result of a decision.</summary>
/// <param name="Name">Name in expressions.</param>
/// <param name="Type">Its type, or null.</param>
/// <param name="Place">Where problems with it are shown.</param>
internal sealed record Variable(string Name, FeelType? Type, Source Place)
{
    /// <summary>The value fitted to the type; null and a warning if it does not fit.</summary>
    internal object? Fit(object? value, bool fromOutside, Session session)
    {
        if (Type is null) return value;
        return Type.TryConform(value, fromOutside, session, out var fitted)
            ? fitted
            : session.Warn(Place, 0, "dmn.value.type", Name, Type.Name, Shorten(FeelText.Write(value, session)));
    }

    private static string Shorten(string text) => text.Length > 60 ? text[..60] + "…" : text;

    /// <summary>The child <c>variable</c>, or what stands for it.</summary>
    internal static Variable Of(XElement element, string name, DmnTexts texts) => Item(element.Child("variable"), element, name, texts);

    /// <summary>An element that is a variable itself, such as a parameter; where it is null, one without type.</summary>
    internal static Variable Item(XElement? variable, XElement owner, string name, DmnTexts texts)
    {
        var reference = variable?.Attribute("typeRef")?.Value;
        var type = reference is { Length: > 0 } ? texts.Type(reference, variable!) : null;
        return new(name, type, (variable ?? owner).Place());
    }
}
