using System.Globalization;
using VanLang.Forms.Contracts;
using VanLang.Forms.Filling;

namespace VanLang.Forms.Showing;

/// <summary>Lays the answers out as the declaration on paper: each page an item, its questions below it, repeated groups as tables, boxes where options are few.</summary>
/// <param name="forWriting">Nothing is answered yet and all of it is to be written by hand: what an answer would bring up is there from the beginning, and repeated groups have rows to be filled.</param>
internal sealed class DeclarationBuilder(FormSchema schema, FormState state, bool forWriting = false)
{
    // More columns than these are not read on an A4 sheet; then each row is written out.
    private const int MostColumns = 7;

    // Options as boxes in a line while they are few and short.
    private const int MostBoxes = 5;
    private const int LongOption = 34;

    // Rows to be written into where nobody can add one.
    private const int EmptyRows = 3;

    private readonly List<object?> items = [];
    private readonly List<object?> pledges = [];
    private int item;
    private int line;
    private string heading = "";

    public FormDeclaration Build(string? signer)
    {
        foreach (var page in forWriting ? schema.Pages : schema.VisiblePages(state))
            Page(page);
        // No later law on the paper of an earlier day.
        var model = schema.Paper is { From: { } from } later && state.Today < from ? later with { Number = null, IssuedWith = null } : schema.Paper;
        return new(model.Template, new Dictionary<string, object?>
        {
            ["title"] = Title(schema.Title.Vietnamese, model.Number),
            ["mark"] = schema.Mark,
            ["number"] = model.Number,
            ["issuedWith"] = model.IssuedWith,
            ["addressee"] = model.Addressee,
            ["opening"] = model.Opening,
            ["items"] = items,
            ["pledges"] = pledges,
            ["left"] = model.Signers is [var left, _] ? Signer(left, signer) : null,
            ["right"] = model.Signers is [.., var right] ? Signer(right, signer) : Signer(null, signer),
            ["values"] = schema.Order.Where(f => f.Type is not (FieldType.Rows or FieldType.File)).ToDictionary(f => f.Key, f => (object?)Text(f, state), StringComparer.Ordinal),
            ["boxes"] = schema.Order.SelectMany(Boxes).DistinctBy(box => box.Key).ToDictionary(StringComparer.Ordinal),
            ["grids"] = schema.Order.Where(f => f.Row is not null).ToDictionary(f => f.Key, f => (object?)(Columns(f) is { Count: > 0 } columns ? Grid(f, columns) : null), StringComparer.Ordinal),
        });
    }

    // "Tờ khai thay đổi thông tin cư trú (CT01)" on the screen; on paper the number stands above.
    private static string Title(string title, string? number) =>
        number is not null && title.EndsWith(')') && title.LastIndexOf('(') is var open and > 0 && number.Contains(title[(open + 1)..^1].Split(' ')[^1], StringComparison.OrdinalIgnoreCase)
            ? title[..open].TrimEnd()
            : title;

    private Dictionary<string, object?> Signer(DeclarationSigner? said, string? signer)
    {
        var name = said?.Field is { } key && schema.Field(key) is { } field ? Text(field, state) : signer;
        return new() { ["title"] = said?.Title, ["name"] = string.IsNullOrEmpty(name) ? null : name };
    }

    private void Page(SchemaPage page)
    {
        var fields = page.Fields.Where(f => Printed(f, state)).ToList();
        pledges.AddRange(page.Fields.Where(f => IsPledge(f) && IsSeen(f, state)).Select(f => f.OfficialLabel.Vietnamese));
        if (fields.Count == 0)
            return;
        var title = page.OfficialTitle.Vietnamese.TrimEnd('?', ':', ' ');
        // "Người mẹ: dân tộc, quốc tịch" goes on with "Người mẹ": one item of the model on two pages of the way.
        if (heading.Length == 0 || !title.StartsWith(heading + ":", StringComparison.Ordinal))
        {
            (heading, line) = (title, 0);
            item++;
            if (fields is [var only] && Names(only, title))
            {
                Field(only, state, $"{item}. ", "lead");
                return;
            }

            Add("heading", $"{item}. {title}");
        }

        Parts(page.Parts);
    }

    // The only question of a page needs no heading where one of both names says what the other says.
    private static bool Names(SchemaField only, string title)
    {
        var label = only.OfficialLabel.Vietnamese;
        return only.Type != FieldType.Rows && (label.Length > 24 || label.Contains(title, StringComparison.OrdinalIgnoreCase) || title.Contains(label, StringComparison.OrdinalIgnoreCase));
    }

    private void Parts(IEnumerable<SchemaPart> parts)
    {
        foreach (var part in parts.Where(part => IsSeen(part, state)))
            switch (part)
            {
                case SchemaGroup { Label: { } label } group when Inner(group).Any(f => Printed(f, state)):
                    Add("subheading", label.Vietnamese);
                    Parts(group.Parts);
                    break;
                case SchemaGroup group:
                    Parts(group.Parts);
                    break;
                // Where the heading has just said it, the table follows at once.
                case SchemaField { Row: not null } list when Printed(list, state) && string.Equals(list.OfficialLabel.Vietnamese, heading, StringComparison.OrdinalIgnoreCase):
                    List(list, null);
                    break;
                case SchemaField field when Printed(field, state):
                    Field(field, state, string.Create(CultureInfo.InvariantCulture, $"{item}.{++line}. "));
                    break;
            }
    }

    private static IEnumerable<SchemaField> Inner(SchemaGroup group) =>
        group.Parts.SelectMany(p => p switch { SchemaField field => [field], SchemaGroup inner => Inner(inner), _ => Enumerable.Empty<SchemaField>() });

    // What the official model asks: not our own questions, files (they are listed as papers) and doubts.
    private bool Printed(SchemaField field, FormState at) =>
        !field.IsOurs && field.Type != FieldType.File && field.Kind != FieldKind.Doubt && !IsPledge(field) && IsSeen(field, at);

    private bool IsSeen(SchemaPart part, FormState at) => forWriting || at.IsVisible(part);

    // A box that must be ticked is a sentence that is signed, not a question.
    private static bool IsPledge(SchemaField field) => field is { Type: FieldType.Checkbox, IsRequired: true, Kind: FieldKind.None };

    private void Field(SchemaField field, FormState at, string number, string kind = "label")
    {
        if (field.Row is not null)
        {
            List(field, number);
            return;
        }

        var label = Labelled(number, field);
        if (field.Type == FieldType.Checkbox)
            Add("box", $"{number}{Mark(at.Value(field) is BooleanAnswer { IsYes: true })}\u00a0{field.OfficialLabel.Vietnamese}");
        else if (field is { Type: FieldType.Radio, Options.Count: > 1 and <= MostBoxes })
            Add(kind, label, "options", Options(field, at));
        else
            Add(kind, label, "value", Text(field, at) is { Length: > 0 } text ? text : null, "blank", Text(field, at).Length == 0);
    }

    private static string Options(SchemaField field, FormState at)
    {
        var chosen = (at.Value(field) as TextAnswer)?.Text;
        var options = field.Options.Where(o => o.HoldsOn(at.Today)).Select(o => $"{Mark(o.Code == chosen)}\u00a0{o.Name.Vietnamese}").ToList();
        return options.Exists(o => o.Length > LongOption) ? "\n" + string.Join('\n', options) : string.Join("\u00a0\u00a0 ", options.Select(o => o.Replace(' ', '\u00a0')));
    }

    private void List(SchemaField list, string? number)
    {
        if (forWriting)
        {
            if (number is not null)
                Add("subheading", Labelled(number, list));
            if (Columns(list) is { Count: > 0 and <= MostColumns } empty)
            {
                Add("grid", Grid(list, empty));
                return;
            }

            for (var i = 0; i < EmptyRows; i++)
            {
                Add("row", RowNames.Named(list, i).Vietnamese);
                foreach (var field in Columns(list))
                    Field(field, state.NewRow(list), "– ");
            }

            return;
        }

        if (state.Rows(list).Count == 0)
        {
            Add("label", number is null ? null : Labelled(number, list), "value", state.Answers.IsAsked(list.Key) ? "Không có" : null, "blank", !state.Answers.IsAsked(list.Key));
            return;
        }

        if (number is not null)
            Add("subheading", Labelled(number, list));
        var columns = Columns(list);
        if (columns.Count is > 0 and <= MostColumns)
        {
            Add("grid", Grid(list, columns));
            return;
        }

        for (var i = 0; i < state.Rows(list).Count; i++)
        {
            Add("row", RowNames.Named(list, i).Vietnamese);
            foreach (var field in list.Row!.Pages[0].Fields.Where(f => Printed(f, state.Rows(list)[i])))
                Field(field, state.Rows(list)[i], "– ");
        }
    }

    private List<SchemaField> Columns(SchemaField list) =>
        [.. list.Row!.Pages[0].Fields.Where(f => state.Rows(list).Count == 0 ? !f.IsOurs && f.Kind != FieldKind.Doubt && !IsPledge(f) : state.Rows(list).Any(row => Printed(f, row)))];

    private Dictionary<string, object?> Grid(SchemaField list, List<SchemaField> columns) => new()
    {
        ["columns"] = new List<object?>
        {
            new Dictionary<string, object?> { ["head"] = "TT", ["width"] = 10.0, ["align"] = "center" },
        }.Concat(columns.Select(f => (object?)Column(f.OfficialLabel.Vietnamese, Share(f), f.Type is FieldType.Number or FieldType.Date || f.Kind == FieldKind.PersonId ? "center" : "left"))).ToList(),
        ["rows"] = (forWriting ? [.. Enumerable.Range(0, EmptyRows).Select(_ => state.NewRow(list))] : state.Rows(list)).Select((row, i) => (object?)new List<object?> { i + 1 }.Concat(columns.Select(f => (object?)Cell(f, row))).ToList()).ToList(),
    };

    private static Dictionary<string, object?> Column(string head, double share, string align) => new() { ["head"] = head, ["share"] = share, ["align"] = align };

    private static double Share(SchemaField field) => field switch
    {
        { Kind: FieldKind.Address or FieldKind.Place } or { Type: FieldType.TextArea } => 2.4,
        { Kind: FieldKind.FullName } => 2,
        { Kind: FieldKind.PersonId } => 1.5,
        { Type: FieldType.Date } => 1.3,
        { Type: FieldType.Number } or { Type: FieldType.Checkbox } => 1,
        { MaxLength: > 100 } => 1.8,
        _ => 1.2,
    };

    private static string Cell(SchemaField field, FormState row) => field.Type == FieldType.Checkbox ? Mark(row.Value(field) is BooleanAnswer { IsYes: true }) : Text(field, row);

    private IEnumerable<KeyValuePair<string, object?>> Boxes(SchemaField field) => field.Type switch
    {
        FieldType.Checkbox => [new(field.Key, Mark(state.Value(field) is BooleanAnswer { IsYes: true }))],
        FieldType.Radio => field.Options.Where(o => o.HoldsOn(state.Today)).Select(o => KeyValuePair.Create($"{field.Key}_{o.Code.Replace('-', '_')}", (object?)Mark(state.Value(field) is TextAnswer code && code.Text == o.Code))),
        _ => [],
    };

    private static string Labelled(string number, SchemaField field) => number + (field.OfficialLabel.Vietnamese is var label && label[^1] is '?' or ':' ? label : label + ":");

    private static string Mark(bool ticked) => ticked ? "☒" : "☐";

    private static string Text(SchemaField field, FormState at) => at.IsVisible(field) && at.Value(field) is { } value ? AnswerText.Of(field, value, at.Today).Vietnamese : "";

    private void Add(params object?[] named)
    {
        var entry = new Dictionary<string, object?>
        {
            ["heading"] = null, ["subheading"] = null, ["row"] = null, ["lead"] = null, ["label"] = null, ["value"] = null, ["options"] = null, ["blank"] = false, ["box"] = null, ["grid"] = null,
        };
        for (var i = 0; i < named.Length; i += 2)
            entry[(string)named[i]!] = named[i + 1];
        items.Add(entry);
    }
}
