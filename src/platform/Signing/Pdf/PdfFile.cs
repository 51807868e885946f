using System.Collections.ObjectModel;

namespace VanLang.Signing.Pdf;

/// <summary>
/// A PDF file as its bytes tell it: objects are found through cross-reference tables and streams only, never by searching text.
/// Damaged files are refused, not repaired: what was signed must be read in one way only.
/// </summary>
internal sealed class PdfFile
{
    // A length of a stream may stand in another stream, and so on: followed by calls, so it must end long before the stack does.
    private const int DeepestLoading = 40;

    private readonly PdfCrossReferences? references;
    private readonly Dictionary<int, PdfObject> objects = [];
    private readonly Dictionary<int, Dictionary<int, PdfObject>> objectStreams = [];
    private readonly HashSet<int> loading = [];

    private PdfFile(ReadOnlyMemory<byte> bytes, ReadingBudget budget)
    {
        Bytes = bytes;
        Budget = budget;
        budget.Reopen();
        references = PdfCrossReferences.Read(this, bytes);
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    public ReadingBudget Budget { get; }

    /// <summary>Whether something stands behind the end of the newest revision that no cross-reference leads to: readers that repair files may show it.</summary>
    public bool HasTail => references!.HasTail;

    public PdfDictionary Trailer => references!.Trailer;

    public IReadOnlyList<int> Sections => references!.Sections;

    public bool NewestSectionIsStream => references!.NewestIsStream;

    // Empty while the cross-reference itself is read: nothing that it needs can be looked up in it.
    public IReadOnlyDictionary<int, PdfPlace> Places => (IReadOnlyDictionary<int, PdfPlace>?)references?.Places ?? ReadOnlyDictionary<int, PdfPlace>.Empty;

    public bool IsEncrypted => Trailer["Encrypt"] is not (null or PdfNull);

    public PdfReference RootReference { get; private set; } = new(0, 0);

    public PdfDictionary Root { get; private set; } = PdfDictionary.Empty;

    /// <summary>First object number that no section uses.</summary>
    public int NextNumber => Math.Max(Places.Keys.DefaultIfEmpty(0).Max() + 1, Trailer["Size"] is PdfNumber size ? (int)size.Value : 1);

    /// <exception cref="PdfFormatException">Not a PDF, or one that cannot be read in one way only.</exception>
    /// <exception cref="PdfLimitException">It takes more than the budget allows.</exception>
    public static PdfFile Open(ReadOnlyMemory<byte> bytes, ReadingBudget? budget = null)
    {
        if (!bytes.Span.StartsWith("%PDF-"u8))
            throw new PdfFormatException("The file does not begin with %PDF-", 0);
        var file = new PdfFile(bytes, budget ?? new ReadingBudget(ReadingBudget.Usual));
        file.RootReference = file.Trailer["Root"] as PdfReference ?? throw new PdfFormatException("The trailer names no catalogue");
        file.Root = file.Resolve(file.RootReference) as PdfDictionary ?? throw new PdfFormatException("The catalogue is missing");
        return file;
    }

    /// <summary>Follows references to the value; null stays null, a missing object is <see cref="PdfNull"/>.</summary>
    public PdfObject? Resolve(PdfObject? value)
    {
        for (var hops = 0; value is PdfReference reference; hops++)
        {
            if (hops > 32)
                throw new PdfFormatException("References run in a circle");
            value = Load(reference.Number);
        }

        return value;
    }

    public PdfDictionary? Dictionary(PdfObject? value) => Resolve(value) switch
    {
        PdfDictionary dictionary => dictionary,
        PdfStream stream => stream.Dictionary,
        _ => null,
    };

    public PdfArray? Array(PdfObject? value) => Resolve(value) as PdfArray;

    public string? Name(PdfObject? value) => (Resolve(value) as PdfName)?.Value;

    public int? Integer(PdfObject? value) =>
        Resolve(value) is PdfNumber { IsInteger: true, Value: >= int.MinValue and <= int.MaxValue } number ? (int)number.Value : null;

    public string? Text(PdfObject? value) => (Resolve(value) as PdfString)?.Text;

    /// <summary>The object of that number as this revision sees it.</summary>
    public PdfObject Load(int number)
    {
        if (objects.TryGetValue(number, out var known))
            return known;
        if (!Places.TryGetValue(number, out var place) || place.IsFree)
            return PdfNull.Value;
        if (!loading.Add(number) || loading.Count > DeepestLoading)
            throw new PdfFormatException($"Object {number} needs itself, or too many others, to be read");
        // Looked at each time: one object may stand behind megabytes of nothing.
        Budget.Look();
        try
        {
            var loaded = place.IsInStream ? LoadFromStream(place, number) : LoadFromFile(place, number);
            objects[number] = loaded;
            return loaded;
        }
        finally
        {
            loading.Remove(number);
        }
    }

    private PdfObject LoadFromFile(PdfPlace place, int number)
    {
        var loaded = ReadAt(place.Offset, out var found);
        return found == number ? loaded : throw new PdfFormatException($"Object {number} is not where the cross-reference says", place.Offset);
    }

    /// <summary>Reads an indirect object at a byte of the file.</summary>
    public PdfObject ReadAt(int offset, out int number)
    {
        var lexer = new PdfLexer(Bytes, offset, budget: Budget);
        number = (int)lexer.ReadInteger();
        lexer.ReadInteger();
        if (!lexer.TryKeyword("obj"))
            throw new PdfFormatException("An object is expected", offset);
        var value = lexer.ReadObject();
        if (value is not PdfDictionary dictionary || !lexer.TryKeyword("stream"))
            return value;
        return new PdfStream(dictionary, Bytes.Slice(DataStart(lexer), DataLength(dictionary, DataStart(lexer))));
    }

    private int DataStart(PdfLexer lexer)
    {
        var span = Bytes.Span;
        var at = lexer.Position;
        if (at < span.Length && span[at] == 13)
            at++;
        if (at < span.Length && span[at] == 10)
            at++;
        return at;
    }

    private int DataLength(PdfDictionary dictionary, int start)
    {
        if (Integer(dictionary["Length"]) is not ({ } length and >= 0) || start + (long)length > Bytes.Length)
            throw new PdfFormatException("A stream has no true length", start);
        if (!new PdfLexer(Bytes, start + length).TryKeyword("endstream"))
            throw new PdfFormatException("A stream does not end where its length says", start + length);
        return length;
    }

    private PdfObject LoadFromStream(PdfPlace place, int number)
    {
        if (!objectStreams.TryGetValue(place.Stream, out var inside))
            objectStreams[place.Stream] = inside = ReadObjectStream(place.Stream);
        return inside.GetValueOrDefault(number, PdfNull.Value);
    }

    private Dictionary<int, PdfObject> ReadObjectStream(int number)
    {
        if (Places.GetValueOrDefault(number, PdfPlace.Free).IsInStream || Load(number) is not PdfStream stream
            || Integer(stream.Dictionary["N"]) is not { } count || Integer(stream.Dictionary["First"]) is not { } first)
            throw new PdfFormatException($"Object {number} is no object stream");
        var data = PdfFilters.Decode(this, stream);
        var head = new PdfLexer(data, 0, isFile: false, Budget);
        var found = new Dictionary<int, PdfObject>();
        for (var i = 0; i < count; i++)
        {
            var (inner, offset) = ((int)head.ReadInteger(), (int)head.ReadInteger());
            Budget.Look();
            found.TryAdd(inner, new PdfLexer(data, first + offset, isFile: false, Budget).ReadObject());
        }

        return found;
    }
}
