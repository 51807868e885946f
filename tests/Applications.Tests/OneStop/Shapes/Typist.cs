using System.Globalization;
using Microsoft.Extensions.Primitives;
using Shouldly;
using VanLang.Forms.Contracts;

namespace VanLang.Applications.Tests.OneStop.Shapes;

/// <summary>
/// Fills in any form page after page as somebody at a keyboard would: what a page offers is left as it is, the rest is typed, and what is complained of is
/// typed otherwise until the page is content.
/// </summary>
internal static class Typist
{
    const int Tries = 12;

    static readonly string[] Texts = ["Nội dung", "12", "5610", "2600999001", "2026-2027", "04:30", "datto.vn", "01/01", "Hộ kinh doanh Bà Hồng"];

    public static Dictionary<string, AnswerValue?> Fill(FormSchema form, FormContext context, FormPrefill prefill, string commune)
    {
        FormAnswers answers = FormAnswers.None;
        for (SchemaPage? page = form.FirstPage(answers, context); page is not null; page = form.NextPage(page.Key, answers, context))
            answers = Page(form, page, answers, context, prefill, commune);
        return answers.Values.ToDictionary(answer => answer.Key, answer => answer.Value);
    }

    static FormAnswers Page(FormSchema form, SchemaPage page, FormAnswers answers, FormContext context, FormPrefill prefill, string commune)
    {
        Dictionary<string, int> tried = [];
        PageReading? reading = null;
        for (int i = 0; i < Tries; i++)
        {
            FormPageView view = form.PageView(page.Key, reading?.Answers ?? answers, context, CultureInfo.GetCultureInfo("vi"), prefill, reading);
            reading = form.Read(page.Key, answers, Post(view, tried, commune), context);
            // The paper is photographed later.
            FormError[] errors = [.. reading.Errors.Where(error => form.Field(error.Field ?? "")?.Type != FieldType.File)];
            if (errors.Length == 0 && !reading.MustShowAgain)
                return reading.Answers;
            foreach (string field in errors.Select(error => error.Field).OfType<string>())
                tried[field] = tried.GetValueOrDefault(field) + 1;
            if (i == Tries - 1)
                errors.Select(error => $"{form.Id} {error.Field} {error.Message.Vietnamese}").ShouldBeEmpty();
        }

        return reading!.Answers;
    }

    static Dictionary<string, StringValues> Post(FormPageView view, Dictionary<string, int> tried, string commune)
    {
        Dictionary<string, StringValues> post = [];
        foreach (FormPartView part in view.Parts)
        {
            if (part is FormFieldView field)
                Type(field);
            if (part is not FormRowsView rows)
                continue;
            post[$"{rows.Key}.rows"] = $"{rows.Rows.Count}";
            // Where the group as a whole is refused, it has too few rows.
            if (tried.GetValueOrDefault(rows.Key) >= rows.Rows.Count && rows.TakesMore)
                post["_add"] = rows.Key;
            foreach (FormFieldView inner in rows.Rows.SelectMany(row => row.Parts).OfType<FormFieldView>())
                Type(inner);
        }

        return post;

        void Type(FormFieldView field)
        {
            int attempt = tried.GetValueOrDefault(field.Key);
            foreach ((string name, string text) in field.Inputs)
                post[name] = text;
            if (field.IsFixed || field.Type == FieldType.File || (attempt == 0 && field.Inputs.Values.Any(text => text.Length > 0)))
                return;
            switch (field.Type)
            {
                case FieldType.Date:
                    DateOnly day = attempt switch { 0 => new(1985, 5, 17), 1 => new(2016, 5, 17), 2 => new(2027, 1, 4), 3 => new(2026, 11, 2), _ => new(1960, 5, 17) };
                    (post[$"{field.Key}.Day"], post[$"{field.Key}.Month"], post[$"{field.Key}.Year"]) = ($"{day.Day}", $"{day.Month}", $"{day.Year}");
                    break;
                case FieldType.Radio or FieldType.Select:
                    post[field.Key] = field.Options[attempt % field.Options.Count].Value;
                    break;
                case FieldType.Checkbox:
                    post[field.Key] = "true";
                    break;
                case FieldType.Number:
                    post[field.Key] = attempt switch { 0 => "1", 1 => "0", 2 => "100", _ => "2020" };
                    break;
                case FieldType.Text when field.Kind == FieldKind.Place:
                    (post[$"{field.Key}.Find"], post[$"{field.Key}.Detail"]) = ("Gia Cẩm Việt Trì", "Bệnh viện tỉnh");
                    break;
                case FieldType.Text when field.Kind == FieldKind.Address:
                    (post[$"{field.Key}.Commune"], post[$"{field.Key}.Detail"]) = (commune, "Số 12");
                    break;
                default:
                    post[field.Key] = field.Kind switch
                    {
                        FieldKind.FullName => "Đinh Hồng Nhung",
                        FieldKind.PersonId => attempt % 2 == 0 ? "025185999123" : "025085999123",
                        FieldKind.Phone => "0900000999",
                        FieldKind.Email => "nhung@phutho.example",
                        _ => Texts[attempt % Texts.Length],
                    };
                    break;
            }
        }
    }
}
