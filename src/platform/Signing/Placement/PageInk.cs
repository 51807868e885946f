using VanLang.Signing.Pdf;

namespace VanLang.Signing.Placement;

/// <summary>
/// Where a page already shows something: text, drawings, pictures, fields and notes (ISO 32000-1, 8 and 9). A drawing behind most of the page is ground, not ink; of a picture behind most of it,
/// a scan, what is dark counts.
/// </summary>
internal sealed class PageInk
{
    private const int DeepestForms = 12;
    private const double Ground = 0.4;
    private const double Cell = 3;

    // Vietnamese capitals carry two marks, one above the other.
    private const double Ascent = 1.1, Descent = 0.3;
    private static readonly Box Unit = new(0, 0, 1, 1);

    private readonly PdfFile file;
    private readonly PageSheet sheet;
    private readonly Dictionary<PdfDictionary, GlyphWidths> fonts = [];

    public PageInk(PdfFile file, PageSheet sheet)
    {
        (this.file, this.sheet) = (file, sheet);
        var contents = file.Resolve(sheet.Dictionary["Contents"]);
        var parts = contents is PdfArray list ? list.Items.Select(file.Resolve) : [contents];
        using var whole = new MemoryStream();
        foreach (var part in parts.OfType<PdfStream>())
        {
            whole.Write(PdfFilters.Decode(file, part));
            whole.WriteByte(10);
        }

        Draw(whole.ToArray(), sheet.Resources, sheet.ToSeen(), 0);
        foreach (var item in file.Array(sheet.Dictionary["Annots"])?.Items ?? [])
            AddNote(file.Dictionary(item));
    }

    /// <summary>What is taken, as the page is seen.</summary>
    public List<Box> Taken { get; } = [];

    /// <summary>Whether text was found, drawn or hidden behind a picture.</summary>
    public bool HasText { get; private set; }

    /// <summary>Whether a picture that cannot be read lies under most of the page: then only text that was recognised in it tells where its words are.</summary>
    public bool IsUnread { get; private set; }

    private void AddNote(PdfDictionary? note)
    {
        // Hidden ones and pop-ups show nothing.
        if (note is null || ((file.Integer(note["F"]) ?? 0) & 2) != 0 || file.Name(note["Subtype"]) == "Popup" || PageSheet.BoxOf(file, note["Rect"]) is not { Width: > 0, Height: > 0 } box)
            return;
        if (file.Resolve(file.Dictionary(note["AP"])?["N"]) is PdfStream drawn && MayShowWhite(note) && PageSheet.BoxOf(file, drawn.Dictionary["BBox"]) is { Width: > 0, Height: > 0 } bounds)
            DrawNote(drawn, bounds, box);
        else
            Add(sheet.ToSeen().Apply(box));
    }

    // A place to be filled belongs to who fills it; of a signature that stands, and of other notes, only what is drawn is taken.
    private bool MayShowWhite(PdfDictionary note) => file.Name(note["Subtype"]) != "Widget" || (file.Name(note["FT"]) == "Sig" && file.Dictionary(note["V"]) is not null);

    // ISO 32000-1, 12.5.5: the drawing is stretched so that its turned bounds fill the rectangle.
    private void DrawNote(PdfStream drawn, Box bounds, Box box)
    {
        var turned = (PageSheet.MatrixOf(file, drawn.Dictionary["Matrix"]) ?? Matrix.Identity).Apply(bounds);
        if (turned is not { Width: > 0, Height: > 0 })
            return;
        var (x, y) = (box.Width / turned.Width, box.Height / turned.Height);
        DrawObject(drawn, sheet.Resources, new Matrix(x, 0, 0, y, box.Left - (turned.Left * x), box.Bottom - (turned.Bottom * y)).Then(sheet.ToSeen()), 0);
    }

    private void Add(Box box)
    {
        var inside = new Box(Math.Max(0, box.Left), Math.Max(0, box.Bottom), Math.Min(sheet.Width, box.Right), Math.Min(sheet.Height, box.Top));
        if (inside is { Width: >= 0, Height: >= 0 })
            Taken.Add(inside.Grown(0.5));
    }

    private bool IsGround(Box box)
    {
        var inside = new Box(Math.Max(0, box.Left), Math.Max(0, box.Bottom), Math.Min(sheet.Width, box.Right), Math.Min(sheet.Height, box.Top));
        return inside.Area > Ground * sheet.Width * sheet.Height;
    }

    private void Draw(byte[] content, PdfDictionary resources, Matrix start, int depth)
    {
        var run = new ContentRun(content, file.Budget);
        var state = new InkState(start);
        var saved = new Stack<InkState>();
        var path = Box.Nothing;
        while (run.Next() is { } operation)
        {
            var n = run.Numbers;
            switch (operation)
            {
                case "q" when saved.Count < 500:
                    saved.Push(state);
                    break;
                case "Q" when saved.Count > 0:
                    state = saved.Pop();
                    break;
                case "cm" when n.Length == 6:
                    state = state with { Space = new Matrix(n[0], n[1], n[2], n[3], n[4], n[5]).Then(state.Space) };
                    break;
                case "re" when n.Length == 4:
                    path = Extend(Extend(path, state, n[0], n[1]), state, n[0] + n[2], n[1] + n[3]);
                    break;
                case "m" or "l" or "c" or "v" or "y":
                    for (var i = 0; i + 1 < n.Length; i += 2)
                        path = Extend(path, state, n[i], n[i + 1]);
                    break;
                case "f" or "F" or "f*" or "S" or "s" or "B" or "B*" or "b" or "b*":
                    if (path.Right >= path.Left && !IsGround(path))
                        Add(path);
                    path = Box.Nothing;
                    break;
                case "n":
                    path = Box.Nothing;
                    break;
                case "Do" when run.Name is { } name:
                    DrawObject(file.Resolve(file.Dictionary(resources["XObject"])?[name]) as PdfStream, resources, state.Space, depth);
                    break;
                case "EI":
                    AddPicture(null, state.Space);
                    break;
                default:
                    state = Text(operation, run, state, resources);
                    break;
            }
        }
    }

    private InkState Text(string operation, ContentRun run, InkState state, PdfDictionary resources)
    {
        var n = run.Numbers;
        switch (operation)
        {
            case "BT":
                return state with { Line = Matrix.Identity, Cursor = Matrix.Identity };
            case "Tf" when run.Name is { } name && n.Length > 0:
                return state with { Font = FontOf(file.Dictionary(file.Dictionary(resources["Font"])?[name])), Size = n[^1] };
            case "Tc" when n.Length == 1:
                return state with { CharacterSpace = n[0] };
            case "Tw" when n.Length == 1:
                return state with { WordSpace = n[0] };
            case "Tz" when n.Length == 1:
                return state with { Stretch = n[0] / 100 };
            case "TL" when n.Length == 1:
                return state with { Leading = n[0] };
            case "Ts" when n.Length == 1:
                return state with { Rise = n[0] };
            case "Tm" when n.Length == 6:
                var at = new Matrix(n[0], n[1], n[2], n[3], n[4], n[5]);
                return state with { Line = at, Cursor = at };
            case "Td" when n.Length == 2:
                return state.Moved(n[0], n[1]);
            case "TD" when n.Length == 2:
                return (state with { Leading = -n[1] }).Moved(n[0], n[1]);
            case "T*":
                return state.Moved(0, -state.Leading);
            case "Tj":
                return Show(run.Strings, state);
            case "TJ":
                return Show(run.Strings, state);
            case "'":
                return Show(run.Strings, state.Moved(0, -state.Leading));
            case "\"" when n.Length == 2:
                return Show(run.Strings, (state with { WordSpace = n[0], CharacterSpace = n[1] }).Moved(0, -state.Leading));
            default:
                return state;
        }
    }

    private InkState Show(IReadOnlyList<PdfObject> parts, InkState state)
    {
        double length = 0, left = 0, right = 0;
        var isDrawn = false;
        foreach (var part in parts)
        {
            if (part is PdfNumber back)
            {
                length -= back.Value / 1000 * state.Size * state.Stretch;
            }
            else if (part is PdfString text)
            {
                for (var i = 0; i < text.Bytes.Length; i += state.Font.IsComposite ? 2 : 1)
                {
                    var code = state.Font.IsComposite && i + 1 < text.Bytes.Length ? (text.Bytes[i] << 8) | text.Bytes[i + 1] : text.Bytes[i];
                    length += ((state.Font.Of(code) * state.Size) + state.CharacterSpace + (!state.Font.IsComposite && code == 32 ? state.WordSpace : 0)) * state.Stretch;
                    isDrawn |= code != 32;
                    (left, right) = (Math.Min(left, length), Math.Max(right, length));
                }
            }
        }

        if (isDrawn)
        {
            HasText = true;
            var (low, high) = (state.Rise - (Descent * state.Size), state.Rise + (Ascent * state.Size));
            Add(state.Cursor.Then(state.Space).Apply(new Box(left, Math.Min(low, high), right, Math.Max(low, high))));
        }

        return state with { Cursor = new Matrix(1, 0, 0, 1, length, 0).Then(state.Cursor) };
    }

    private void DrawObject(PdfStream? drawn, PdfDictionary resources, Matrix space, int depth)
    {
        if (drawn is null)
            return;
        if (file.Name(drawn.Dictionary["Subtype"]) == "Image")
            AddPicture(drawn, space);
        else if (file.Name(drawn.Dictionary["Subtype"]) == "Form" && depth < DeepestForms)
            Draw(PdfFilters.Decode(file, drawn), file.Dictionary(drawn.Dictionary["Resources"]) ?? resources, (PageSheet.MatrixOf(file, drawn.Dictionary["Matrix"]) ?? Matrix.Identity).Then(space), depth + 1);
    }

    private void AddPicture(PdfStream? picture, Matrix space)
    {
        var box = space.Apply(Unit);
        if (!IsGround(box))
        {
            Add(box);
            return;
        }

        var (columns, rows) = ((int)(Math.Sqrt((space.A * space.A) + (space.B * space.B)) / Cell), (int)(Math.Sqrt((space.C * space.C) + (space.D * space.D)) / Cell));
        if (picture is null || PictureGrid.Of(file, picture, columns, rows) is not { } grid)
        {
            IsUnread = true;
            return;
        }

        for (var row = 0; row < grid.Rows; row++)
        {
            for (var column = 0; column < grid.Columns; column++)
            {
                var first = column;
                while (column < grid.Columns && grid.IsTaken(column, row))
                    column++;
                if (column > first)
                    Add(space.Apply(new Box((double)first / grid.Columns, 1 - ((row + 1d) / grid.Rows), (double)column / grid.Columns, 1 - ((double)row / grid.Rows))));
            }
        }
    }

    private GlyphWidths FontOf(PdfDictionary? font)
    {
        if (font is null)
            return InkState.NoFont;
        if (!fonts.TryGetValue(font, out var known))
            fonts[font] = known = new GlyphWidths(file, font);
        return known;
    }

    private static Box Extend(Box path, InkState state, double x, double y)
    {
        var (atX, atY) = state.Space.Apply(x, y);
        return path.With(atX, atY);
    }
}
