using System.Globalization;
using VanLang.Forms.Contracts;

namespace VanLang.Forms.Loading;

/// <summary>Reads what the head of a form says of its declaration on paper.</summary>
internal static class DeclarationLoader
{
    private static readonly HashSet<string> Known = ["number", "issuedWith", "from", "addressee", "opening", "template", "signers"];
    private static readonly HashSet<string> KnownOfSigner = ["title", "field"];

    /// <param name="head"><c>properties</c> of the form.</param>
    /// <param name="keys">Keys of all fields outside of repeated groups.</param>
    public static DeclarationModel Load(SchemaNode head, IReadOnlySet<string> keys)
    {
        var node = head.Child("print");
        node.AllowOnly(Known);
        var signers = new List<DeclarationSigner>();
        foreach (var signer in node.Items("signers") ?? [])
        {
            signer.AllowOnly(KnownOfSigner);
            if (signer.Text("field") is { } field && !keys.Contains(field))
                signer.Problem("forms.schema.unknown-name", "field", field);
            if (signer.Text("title") is { } title)
                signers.Add(new(title, signer.Text("field")));
            else
                signer.Missing("title");
        }

        // Two stand beside each other on a sheet; nobody has more.
        if (signers.Count > 2)
            node.Problem("forms.schema.count", "signers", 0, 2);
        DateOnly? from = null;
        if (node.Text("from") is { } said)
        {
            if (DateOnly.TryParseExact(said, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                from = day;
            else
                node.Problem("forms.schema.date", "from", said);
        }

        return new(node.Text("number"), node.Text("issuedWith"), from, node.Text("addressee"), node.Text("opening"), node.Text("template"), signers);
    }
}
