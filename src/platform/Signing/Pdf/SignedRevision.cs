using System.Globalization;
using System.Resources;
using System.Text;
using VanLang.Printing.Contracts;
using VanLang.Signing.Appearance;
using VanLang.Signing.Contracts;
using VanLang.Signing.Placement;

namespace VanLang.Signing.Pdf;

/// <summary>Builds the incremental update of one signature request.</summary>
internal sealed class SignedRevision(PdfFile file, SignatureRequest request)
{
    private static readonly ResourceManager Texts = new("VanLang.Signing.Resources.SigningRoom", typeof(SignedRevision).Assembly);

    private readonly PdfUpdate update = new(file);
    private readonly EmbeddedFonts fonts = new();
    private readonly IReadOnlyList<PdfField> before = PdfForm.FieldsOf(file);
    private readonly Dictionary<string, PdfReference> added = [];

    public SigningProblem? Problem { get; private set; }

    /// <summary>The prepared document, or null with <see cref="Problem"/> set.</summary>
    public PreparedSignature? Write()
    {
        PdfPlaceholder? range = null, contents = null;
        Problem = Permission() ?? AddFields() ?? Fill() ?? Sign(out range, out contents);
        if (Problem is not null || range is null || contents is null)
            return null;
        fonts.Write(update);
        var marks = new Dictionary<PdfPlaceholder, int>();
        var document = update.Write(marks);
        return PreparedSignature.Of(document, marks, range, contents, request.SignedAt);
    }

    // What earlier signatures allow: a certification with P=1 allows nothing; P=2 allows signing, for which a field of its own may come along, and no other fields.
    private SigningProblem? Permission()
    {
        var signed = before.Any(field => field.Type == "Sig" && field.Value is not null);
        if (request.Certify && signed)
            return new SigningProblem(SigningCodes.NotFirst);
        if (Certification.LevelOf(file) is not { } level)
            return null;
        return level == 1 || request.NewFields.Any(place => place.Name != request.Field || place.Kind == ReservedKind.Text) ? new SigningProblem(SigningCodes.Forbidden) : null;
    }

    private SigningProblem? AddFields()
    {
        if (request.NewFields.Count == 0)
            return null;
        var pages = PdfForm.PagesOf(file);
        var widgets = new Dictionary<PdfReference, List<PdfObject>>();
        var texts = request.NewFields.Where(place => place.Kind == ReservedKind.Text).Select(place => place.Name).ToList();
        foreach (var place in request.NewFields)
        {
            if (before.Any(field => field.Name == place.Name) || added.ContainsKey(place.Name))
                return new SigningProblem(SigningCodes.FieldExists, place.Name);
            if (place.Page < 1 || place.Page > pages.Count)
                return new SigningProblem(SigningCodes.PageMissing, $"{place.Page}");
            var page = pages[place.Page - 1];
            var reference = update.Add(FormFields.Create(place, page, texts));
            added[place.Name] = reference;
            if (!widgets.TryGetValue(page, out var list))
                widgets[page] = list = [];
            list.Add(reference);
        }

        foreach (var (page, list) in widgets)
        {
            var dictionary = update.CurrentDictionary(page);
            var present = file.Array(dictionary["Annots"])?.Items ?? [];
            update.Replace(page, dictionary.With("Annots", new PdfArray([.. present, .. list])));
        }

        FormFields.Register(update, added.Values);
        return null;
    }

    private SigningProblem? Fill()
    {
        foreach (var (name, value) in request.Values)
        {
            var text = value.Normalize(NormalizationForm.FormC);
            if (Find(name, "Tx") is not { } reference)
                return new SigningProblem(SigningCodes.FieldMissing, name);
            var field = update.CurrentDictionary(reference);
            if (update.Current(field["V"]) is PdfString { Bytes.Length: > 0 })
                return new SigningProblem(SigningCodes.FieldFilled, name);
            if (TextFieldDrawing.Draw(file, field, text, fonts, out var canvas) is { } problem)
                return problem with { Detail = $"{name}: {problem.Detail}" };
            update.Replace(reference, field.With(
                ("V", PdfString.FromText(text)), ("AP", PdfDictionary.Of(("N", canvas!.Write(update))))));
        }

        return null;
    }

    private SigningProblem? Sign(out PdfPlaceholder? range, out PdfPlaceholder? contents)
    {
        (range, contents) = (null, null);
        if (Find(request.Field, "Sig") is not { } reference)
            return new SigningProblem(SigningCodes.FieldMissing, request.Field);
        var field = update.CurrentDictionary(reference);
        if (update.Current(field["V"]) is not (null or PdfNull))
            return new SigningProblem(SigningCodes.FieldFilled, request.Field);

        range = PdfPlaceholder.ForRange();
        contents = PdfPlaceholder.ForContents(request.CmsRoom);
        var signature = update.Add(SignatureDictionary(field, range, contents));
        field = field.With("V", signature);
        if (Drawing(field) is { } drawing)
            field = field.With("AP", PdfDictionary.Of(("N", drawing)));
        update.Replace(reference, field);
        FormFields.MarkSigned(update);
        if (request.Certify)
        {
            var root = update.CurrentDictionary(file.RootReference);
            var permissions = update.Current(root["Perms"]) as PdfDictionary ?? PdfDictionary.Empty;
            update.Replace(file.RootReference, root.With("Perms", permissions.With("DocMDP", signature)));
        }

        return null;
    }

    private PdfDictionary SignatureDictionary(PdfDictionary field, PdfPlaceholder range, PdfPlaceholder contents)
    {
        var at = request.SignedAt;
        var time = at.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)
            + at.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "'", StringComparison.Ordinal) + "'";
        var signature = PdfDictionary.Of(
            ("Type", new PdfName("Sig")), ("Filter", new PdfName("Adobe.PPKLite")), ("SubFilter", new PdfName("ETSI.CAdES.detached")),
            ("ByteRange", range), ("Contents", contents), ("M", PdfString.FromAscii($"D:{time}")), ("Name", PdfString.FromText(request.SignerName)));
        if (request.Reason is not null)
            signature = signature.With("Reason", PdfString.FromText(request.Reason));
        if (request.Location is not null)
            signature = signature.With("Location", PdfString.FromText(request.Location));
        var references = new List<PdfObject>();
        if (request.Certify)
            references.Add(Certification.Transform());
        if (update.Current(field["Lock"]) is PdfDictionary locked)
            references.Add(Certification.FieldLock(locked));
        return references.Count == 0 ? signature : signature.With("Reference", new PdfArray(references));
    }

    private PdfReference? Drawing(PdfDictionary field)
    {
        if (FormFields.BoxOf(file, field) is not { Width: > 0, Height: > 0 } box || request.Appearance is SignatureAppearance.Invisible)
            return null;
        var turn = update.Current(field["P"]) is PdfDictionary page ? PageSheet.TurnOf(file, page) : 0;
        var canvas = turn is 90 or 270 ? new AppearanceCanvas(box.Height, box.Width, fonts) : new AppearanceCanvas(box.Width, box.Height, fonts);
        var mark = Texts.GetString("Demonstration", CultureInfo.InvariantCulture)!;
        switch (request.Appearance)
        {
            case SignatureAppearance.Person person:
                var time = string.Format(CultureInfo.InvariantCulture, Texts.GetString("SignedAt", CultureInfo.InvariantCulture)!, request.SignedAt);
                PersonDrawing.Draw(canvas, person.Name, person.Demonstration ? [mark, time] : [time]);
                break;
            case SignatureAppearance.Seal seal:
                SealDrawing.Draw(canvas, seal.Agency.ToUpper(CultureInfo.GetCultureInfo("vi-VN")), mark);
                break;
            case SignatureAppearance.CertifiedCopy copy:
                BlockDrawing.DrawCopy(canvas, copy.Form, copy.Agency, request.SignedAt.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture), copy.Demonstration ? mark : null);
                break;
            case SignatureAppearance.Arrival arrival:
                BlockDrawing.DrawArrival(
                    canvas, arrival.Agency, Label("Arrived"), [Label("ArrivalNumber", arrival.Number), Label("ArrivalDay", arrival.Day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture))],
                    arrival.Demonstration ? mark : null);
                break;
        }

        return canvas.Write(update, turn);
    }

    private static string Label(string key, params object[] values) =>
        string.Format(CultureInfo.InvariantCulture, Texts.GetString(key, CultureInfo.InvariantCulture)!, values);

    private PdfReference? Find(string name, string type) => added.TryGetValue(name, out var mine)
        ? (update.CurrentDictionary(mine)["FT"] as PdfName)?.Value == type ? mine : null
        : before.FirstOrDefault(field => field.Name == name && field.Type == type)?.Reference;
}
