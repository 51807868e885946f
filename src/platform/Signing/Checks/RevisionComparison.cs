using VanLang.Signing.Contracts;
using VanLang.Signing.Pdf;

namespace VanLang.Signing.Checks;

/// <summary>
/// Walks two revisions of a file side by side from the catalogue and tells what differs in meaning: filled fields and new signatures on one
/// hand, comments, content and pages on the other. Works on the object graph, so that replaced objects, hidden pages and overlays are found wherever
/// they are reached from.
/// </summary>
internal sealed class RevisionComparison
{
    // The catalogue may gain data for later checks of signatures, and descriptive data.
    private static readonly HashSet<string> FreeInCatalogue = ["DSS", "Extensions", "Version", "Metadata"];
    private static readonly HashSet<string> FreeInForm = ["SigFlags", "DR", "DA"];
    private static readonly HashSet<string> FilledInField = ["V", "AP", "AS", "M"];

    private readonly PdfFile older;
    private readonly PdfFile newer;
    private readonly Predicate<string>? locks;
    private readonly Queue<(PdfObject? Old, PdfObject? New, string Path, LaterChanges Kind)> waiting = new();
    private readonly HashSet<(int, int)> seen = [];
    private readonly Dictionary<int, PdfField> fields;
    private readonly HashSet<int> pages;
    private readonly HashSet<int> newSignatureWidgets = [];

    public RevisionComparison(PdfFile older, PdfFile newer, Predicate<string>? locks)
    {
        this.older = older;
        this.newer = newer;
        this.locks = locks;
        pages = [.. PdfForm.PagesOf(older).Select(page => page.Number)];
        fields = [];
        foreach (var field in PdfForm.FieldsOf(older))
        {
            foreach (var widget in field.Widgets)
                fields[widget.Number] = field;
        }

        // An empty field with a drawing would be an overlay that nobody signed.
        foreach (var field in PdfForm.FieldsOf(newer).Where(field => field.Type == "Sig" && (field.Value is not null || field.Dictionary["AP"] is null)))
            newSignatureWidgets.UnionWith(field.Widgets.Select(widget => widget.Number).Where(number => !fields.ContainsKey(number)));
    }

    // Compares one value with the same knowledge but its own findings.
    private RevisionComparison(RevisionComparison whole)
    {
        (older, newer, pages, fields) = (whole.older, whole.newer, whole.pages, whole.fields);
    }

    /// <summary>Names of fields that were filled or signed.</summary>
    public SortedSet<string> Changed { get; } = new(StringComparer.Ordinal);

    /// <summary>Places that differ otherwise: <c>Root.Pages.Kids[0].Contents</c>.</summary>
    public List<string> Forbidden { get; } = [];

    /// <summary>The gravest of all differences.</summary>
    public LaterChanges Kind { get; private set; }

    public void Compare()
    {
        CompareCatalogue(older.Root, newer.Root);
        while (waiting.TryDequeue(out var next) && Forbidden.Count < 50)
            CompareResolved(next.Old, next.New, next.Path, next.Kind);
        if (Changed.Count > 0)
            Note(LaterChanges.FormFilling);
    }

    private void Forbid(string path, LaterChanges kind)
    {
        Forbidden.Add(path);
        Note(kind);
    }

    private void Note(LaterChanges kind) => Kind = kind > Kind ? kind : Kind;

    private void CompareCatalogue(PdfDictionary old, PdfDictionary now)
    {
        foreach (var key in Keys(old, now).Where(key => !FreeInCatalogue.Contains(key)))
        {
            if (key == "AcroForm")
                CompareForm(older.Dictionary(old[key]) ?? PdfDictionary.Empty, newer.Dictionary(now[key]) ?? PdfDictionary.Empty);
            else
                CompareValue(old[key], now[key], $"Root.{key}", key == "Pages" ? LaterChanges.Page : LaterChanges.Content);
        }
    }

    private void CompareForm(PdfDictionary old, PdfDictionary now)
    {
        foreach (var key in Keys(old, now).Where(key => !FreeInForm.Contains(key)))
        {
            if (key == "Fields")
                CompareList(older.Array(old[key]), newer.Array(now[key]), "Root.AcroForm.Fields", LaterChanges.Content);
            else
                CompareValue(old[key], now[key], $"Root.AcroForm.{key}", LaterChanges.Content);
        }
    }

    /// <summary>A list of fields or annotations: the old items in order, behind them new signatures only.</summary>
    private void CompareList(PdfArray? old, PdfArray? now, string path, LaterChanges kind)
    {
        var (before, after) = (old?.Items ?? [], now?.Items ?? []);
        for (var i = 0; i < before.Count; i++)
            CompareValue(before[i], i < after.Count ? after[i] : null, Under(path, $"[{i}]"), kind);
        foreach (var item in after.Skip(before.Count))
        {
            if (item is PdfReference stamp && IsDocumentStamp(newer.Dictionary(stamp)) && newSignatureWidgets.Contains(stamp.Number))
                continue;
            if (item is PdfReference reference && newSignatureWidgets.Contains(reference.Number))
                Changed.Add(newer.Text(newer.Dictionary(item)?["T"]) ?? path);
            else
                Forbid($"{path} +", kind);
        }
    }

    // ISO 32000-2, 12.8.5: a time-stamp of the document is data for the later check; it shows nothing and may follow whatever a signature allows.
    private bool IsDocumentStamp(PdfDictionary? field) => field is not null && field["AP"] is null
        && newer.Dictionary(field["V"]) is { } value && newer.Name(value["Type"]) == "DocTimeStamp" && newer.Name(value["SubFilter"]) == "ETSI.RFC3161"
        && FormFields.BoxOf(newer, field) is { Width: 0, Height: 0 };

    private void CompareValue(PdfObject? old, PdfObject? now, string path, LaterChanges kind)
    {
        if (old is not PdfReference && now is not PdfReference)
        {
            CompareResolved(old, now, path, kind);
            return;
        }

        var key = ((old as PdfReference)?.Number ?? 0, (now as PdfReference)?.Number ?? 0);
        if (key is { Item1: not 0, Item2: not 0 } && !seen.Add(key))
            return;
        if (old is PdfReference reference)
        {
            if (fields.TryGetValue(reference.Number, out var field) && older.Dictionary(old) is { } before && newer.Dictionary(now) is { } after)
            {
                CompareField(field, before, after, path);
                return;
            }

            if (pages.Contains(reference.Number) && older.Dictionary(old) is { } page && newer.Dictionary(now) is { } samePage)
            {
                ComparePage(page, samePage, path);
                return;
            }
        }

        waiting.Enqueue((older.Resolve(old), newer.Resolve(now), path, kind));
    }

    private void CompareField(PdfField field, PdfDictionary old, PdfDictionary now, string path)
    {
        var isSigned = field.Type == "Sig" && field.Value is not null;
        foreach (var key in Keys(old, now))
        {
            // A field that is being signed may get its flags (print, locked) then.
            if (isSigned || !(FilledInField.Contains(key) || (field.Type == "Sig" && key == "F")))
            {
                CompareValue(old[key], now[key], Under(path, $".{key}"), LaterChanges.Content);
                continue;
            }

            var probe = new RevisionComparison(this);
            probe.CompareValue(old[key], now[key], "", LaterChanges.Content);
            while (probe.waiting.TryDequeue(out var next) && probe.Forbidden.Count == 0)
                probe.CompareResolved(next.Old, next.New, next.Path, next.Kind);
            if (probe.Forbidden.Count == 0)
                continue;
            if (locks?.Invoke(field.Name) == true)
                Forbid($"{field.Name}.{key}", LaterChanges.Content);
            else
                Changed.Add(field.Name);
        }
    }

    private void ComparePage(PdfDictionary old, PdfDictionary now, string path)
    {
        foreach (var key in Keys(old, now))
        {
            if (key == "Annots")
                CompareList(older.Array(old[key]), newer.Array(now[key]), Under(path, ".Annots"), LaterChanges.Annotation);
            else
                CompareValue(old[key], now[key], Under(path, $".{key}"), LaterChanges.Content);
        }
    }

    private void CompareResolved(PdfObject? old, PdfObject? now, string path, LaterChanges kind)
    {
        newer.Budget.Step();
        switch (old ?? PdfNull.Value, now ?? PdfNull.Value)
        {
            case (PdfNull, PdfNull):
                break;
            case (PdfBoolean a, PdfBoolean b) when a.Value == b.Value:
                break;
            case (PdfNumber a, PdfNumber b) when a.Value == b.Value:
                break;
            case (PdfName a, PdfName b) when a.Value == b.Value:
                break;
            case (PdfString a, PdfString b) when a.Bytes.AsSpan().SequenceEqual(b.Bytes):
                break;
            case (PdfArray a, PdfArray b) when a.Items.Count == b.Items.Count:
                for (var i = 0; i < a.Items.Count; i++)
                    CompareValue(a.Items[i], b.Items[i], Under(path, $"[{i}]"), kind);
                break;
            case (PdfDictionary a, PdfDictionary b):
                CompareEntries(a, b, path, kind);
                break;
            case (PdfStream a, PdfStream b) when a.Raw.Span.SequenceEqual(b.Raw.Span):
                newer.Budget.Look();
                CompareEntries(a.Dictionary, b.Dictionary, path, kind);
                break;
            default:
                Forbid(path, kind);
                break;
        }
    }

    private void CompareEntries(PdfDictionary old, PdfDictionary now, string path, LaterChanges kind)
    {
        foreach (var key in Keys(old, now))
            CompareValue(old[key], now[key], Under(path, $".{key}"), kind);
    }

    // Long chains of objects would make long paths; where it began is enough to find the place.
    private static string Under(string path, string next) => path.Length > 200 ? path : path + next;

    private static IEnumerable<string> Keys(PdfDictionary old, PdfDictionary now) => old.Entries.Keys.Union(now.Entries.Keys);
}
