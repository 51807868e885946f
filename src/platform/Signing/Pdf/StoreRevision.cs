namespace VanLang.Signing.Pdf;

/// <summary>What a later check of signatures needs besides the file.</summary>
/// <param name="Certificates">DER.</param>
/// <param name="Lists">Revocation lists, DER.</param>
/// <param name="Answers">Answers of responders (OCSPResponse), DER.</param>
internal sealed record StoredEvidence(IReadOnlyList<byte[]> Certificates, IReadOnlyList<byte[]> Lists, IReadOnlyList<byte[]> Answers)
{
    public bool IsEmpty => Certificates.Count + Lists.Count + Answers.Count == 0;
}

/// <summary>An incremental update that adds to the document security store (/DSS, EN 319 142-1, 5.4). What is in the store stays.</summary>
internal static class StoreRevision
{
    public static byte[] Write(PdfFile file, StoredEvidence evidence)
    {
        var update = new PdfUpdate(file);
        var root = update.CurrentDictionary(file.RootReference);
        var store = file.Dictionary(root["DSS"]) ?? PdfDictionary.Of(("Type", new PdfName("DSS")));
        store = Grown(update, store, "Certs", evidence.Certificates);
        store = Grown(update, store, "CRLs", evidence.Lists);
        store = Grown(update, store, "OCSPs", evidence.Answers);
        if (root["DSS"] is PdfReference present)
            update.Replace(present, store);
        else
            root = root.With("DSS", update.Add(store));
        update.Replace(file.RootReference, root.With("Extensions", Extensions(file, root)));
        return update.Write(new Dictionary<PdfPlaceholder, int>());
    }

    private static PdfDictionary Grown(PdfUpdate update, PdfDictionary store, string name, IReadOnlyList<byte[]> items)
    {
        if (items.Count == 0)
            return store;
        var added = items.Select(item => update.Add(new PdfStream(PdfDictionary.Of(("Length", new PdfNumber(item.Length))), item)));
        return store.With(name, new PdfArray([.. update.File.Array(store[name])?.Items ?? [], .. added]));
    }

    // EN 319 142-1, 5.6: readers are told that the file uses what ETSI added to the format.
    private static PdfDictionary Extensions(PdfFile file, PdfDictionary root)
    {
        var present = file.Dictionary(root["Extensions"]) ?? PdfDictionary.Empty;
        return present["ESIC"] is not null
            ? present
            : present.With("ESIC", PdfDictionary.Of(("BaseVersion", new PdfName("1.7")), ("ExtensionLevel", new PdfNumber(5))));
    }
}
