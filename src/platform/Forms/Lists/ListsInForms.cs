using Microsoft.Extensions.DependencyInjection;
using VanLang.Forms.Contracts;
using VanLang.Forms.Loading;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Import;
using VanLang.Rules.Contracts;

namespace VanLang.Forms.Lists;

/// <summary>
/// Forms keep a copy of each list they name, so that an answer reads for ever as it read when it was chosen. A new version of a list therefore comes into force with a new version of those
/// forms, and nothing that their rules still compare with may be gone from it.
/// </summary>
internal static class ListsInForms
{
    public static DefinitionCopies Copies { get; } = new(CodeLists.Kind, Names, With, Check);

    /// <summary>What a list reaches: the forms in force that ask by it.</summary>
    public static async Task<IReadOnlyList<DefinitionAdvice>> Advise(IServiceProvider services, string key, string text, DateOnly day, CancellationToken cancellationToken)
    {
        List<DefinitionAdvice> advice = [];
        foreach (Definition definition in await services.GetRequiredService<DefinitionStore>().AllInForce(FormLibrary.Kind, day, cancellationToken))
        {
            if (!Names(definition.Content, key) || FormLibrary.Load(definition.Content).Schema is not { } form)
                continue;
            List<SchemaField> fields = [.. Asking(form, key)];
            advice.Add(new(
                null,
                $"Tờ khai “{form.Title.Vietnamese}” ({definition.Key}) dùng danh mục này ở {string.Join(", ", fields.Select(field => $"“{field.Label.Vietnamese}”"))}; bản mới của tờ khai có hiệu lực cùng ngày với danh mục.",
                $"The form “{form.Title.English ?? form.Title.Vietnamese}” ({definition.Key}) asks by this list in {string.Join(", ", fields.Select(field => $"“{field.Label.English ?? field.Label.Vietnamese}”"))}; a new version of the form comes into force with the list."));
        }

        return advice;
    }

    private static bool Names(string form, string list) =>
        // Most forms name few lists; only those that may are read.
        FormLibrary.Schema(form).Contains($"\"{list}\"", StringComparison.Ordinal) && FormLibrary.Load(form).Schema is { } schema && Asking(schema, list).Any();

    private static string With(string form, string list, string text) =>
        FormLibrary.Bundle(FormLibrary.Schema(form), FormLibrary.Lists(form).Where(one => one.Key != list).Append(KeyValuePair.Create(list, text)).OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => one.Value));

    private static IReadOnlyList<ImportProblem> Check(string key, string form, string list, string? before)
    {
        FormLoad load = FormLibrary.Load(form);
        if (load.Schema is not { } schema)
            return [.. load.Problems.Select(problem => Problem(list, problem.Code, $"Tờ khai {key}, {problem.Path}: {problem.Reason.Vietnamese}", $"Form {key}, {problem.Path}: {problem.Reason.English ?? problem.Reason.Vietnamese}"))];
        if (before is null)
            return [];
        HashSet<string> gone = [.. Codes(before, list)];
        gone.ExceptWith(FormLibrary.Lists(form).Where(one => one.Key == list).SelectMany(one => Codes(one.Value, list)));
        if (gone.Count == 0)
            return [];
        List<SchemaField> asking = [.. Asking(schema, list)];
        string fields = string.Join(", ", asking.Select(field => $"“{field.Label.Vietnamese}”")), fieldsEn = string.Join(", ", asking.Select(field => $"“{field.Label.English ?? field.Label.Vietnamese}”"));
        return
        [
            .. from use in Uses(schema, asking.Select(field => field.Key).ToHashSet(StringComparer.Ordinal))
               from code in use.Codes.Where(gone.Contains)
               select Problem(
                   list, "catalogs.in-use",
                   $"Mã “{code}” không còn trong danh mục, nhưng tờ khai “{schema.Title.Vietnamese}” ({key}) còn dùng: ô {fields} chọn theo danh mục này, quy tắc ở “{use.Part.Vietnamese}” so với mã ấy. Sửa tờ khai trong cùng thay đổi, hoặc giữ mã và ghi ngày hết giá trị.",
                   $"The code “{code}” is gone from the list, but the form “{schema.Title.English ?? schema.Title.Vietnamese}” ({key}) still uses it: {fieldsEn} is chosen from this list, and a rule at “{use.Part.English ?? use.Part.Vietnamese}” compares with that code. Change the form along with the list, or keep the code and say until when it may be chosen."),
        ];
    }

    private static IEnumerable<string> Codes(string list, string id) => FormCatalogs.FromJson([list]).Find(id)?.Select(entry => entry.Code) ?? [];

    /// <summary>Fields of the form, and of the rows of its repeated groups, whose options come from the list.</summary>
    private static IEnumerable<SchemaField> Asking(FormSchema form, string list) => Fields(form).Where(field => field.Catalog == list);

    private static IEnumerable<SchemaField> Fields(FormSchema form) => form.Order.SelectMany(field => field.Row is { } row ? Fields(row).Prepend(field) : [field]);

    /// <summary>The codes that a rule of some part compares with answers to these fields, each with what the part is called.</summary>
    private static IEnumerable<(LocalText Part, IEnumerable<string> Codes)> Uses(FormSchema form, HashSet<string> fields)
    {
        // Outside of its group an answer in a row is read by the name of the group.
        HashSet<string> read = [.. fields, .. form.Order.Where(field => field.Row is { } row && Fields(row).Any(inner => fields.Contains(inner.Key))).Select(field => field.Key)];
        HashSet<FeelExpression> told = [];
        foreach (var page in form.Pages)
        {
            foreach (var (part, rule) in page.Conditions.Select(condition => (page.Title, condition.Expression)).Concat(Rules(page.Parts, page.Title)))
            {
                if (told.Add(rule) && rule.Names.Overlaps(read))
                    yield return (part, rule.Literals);
            }
        }

        foreach (var field in Fields(form).Where(field => fields.Contains(field.Key)))
        {
            if (field.MustBe is TextAnswer must)
                yield return (field.Label, [must.Text]);
        }
    }

    private static IEnumerable<(LocalText Part, FeelExpression Rule)> Rules(IEnumerable<SchemaPart> parts, LocalText around)
    {
        foreach (var part in parts)
        {
            LocalText called = part switch { SchemaField field => field.Label, SchemaGroup { Label: { } label } => label, _ => around };
            IEnumerable<FeelExpression?> rules = part is SchemaField asked
                ? [asked.RequiredWhen, asked.Computed, asked.Initial, asked.MustHold, asked.MinDate?.Expression, asked.MaxDate?.Expression, asked.AsOf?.Expression]
                : [];
            foreach (var rule in part.Conditions.Select(condition => condition.Expression).Concat(rules.OfType<FeelExpression>()))
                yield return (called, rule);
            foreach (var inner in part switch { SchemaGroup group => Rules(group.Parts, called), SchemaField { Row: { } row } => Rules(row.Pages[0].Parts, called), _ => [] })
                yield return inner;
        }
    }

    private static ImportProblem Problem(string list, string code, string vietnamese, string english) => new(list + CodeLists.Ending, null, "$", null, code, vietnamese, english);
}
