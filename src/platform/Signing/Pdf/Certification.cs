namespace VanLang.Signing.Pdf;

/// <summary>What a signature allows to happen afterwards (ISO 32000-1, 12.8.2).</summary>
internal static class Certification
{
    /// <summary>DocMDP: 1 nothing, 2 filling and signing, 3 annotations too; null when the file is not certified.</summary>
    public static int? LevelOf(PdfFile file)
    {
        var signature = file.Dictionary(file.Dictionary(file.Root["Perms"])?["DocMDP"]);
        return signature is null ? null : LevelOf(file, signature);
    }

    public static int? LevelOf(PdfFile file, PdfDictionary signature)
    {
        foreach (var item in file.Array(signature["Reference"])?.Items ?? [])
        {
            var reference = file.Dictionary(item);
            if (file.Name(reference?["TransformMethod"]) == "DocMDP")
                return file.Integer(file.Dictionary(reference!["TransformParams"])?["P"]) ?? 2;
        }

        return null;
    }

    /// <summary>Names of the fields that a signature locks (FieldMDP); null when it locks none.</summary>
    public static Predicate<string>? LockOf(PdfFile file, PdfDictionary signature)
    {
        foreach (var item in file.Array(signature["Reference"])?.Items ?? [])
        {
            var reference = file.Dictionary(item);
            if (file.Name(reference?["TransformMethod"]) != "FieldMDP" || file.Dictionary(reference!["TransformParams"]) is not { } parameters)
                continue;
            var names = (file.Array(parameters["Fields"])?.Items ?? []).Select(name => file.Text(name) ?? "").ToHashSet();
            return file.Name(parameters["Action"]) switch
            {
                "All" => _ => true,
                "Include" => names.Contains,
                "Exclude" => name => !names.Contains(name),
                _ => null,
            };
        }

        return null;
    }

    /// <summary>Certifies with P=2.</summary>
    public static PdfDictionary Transform() => PdfDictionary.Of(
        ("Type", new PdfName("SigRef")), ("TransformMethod", new PdfName("DocMDP")),
        ("TransformParams", PdfDictionary.Of(("Type", new PdfName("TransformParams")), ("P", new PdfNumber(2)), ("V", new PdfName("1.2")))));

    /// <summary>Locks the fields that the signature field names in its /Lock.</summary>
    public static PdfDictionary FieldLock(PdfDictionary locked)
    {
        var parameters = PdfDictionary.Of(("Type", new PdfName("TransformParams")), ("V", new PdfName("1.2")), ("Action", locked["Action"] ?? new PdfName("All")));
        if (locked["Fields"] is { } fields)
            parameters = parameters.With("Fields", fields);
        return PdfDictionary.Of(
            ("Type", new PdfName("SigRef")), ("TransformMethod", new PdfName("FieldMDP")), ("TransformParams", parameters));
    }
}
