using CsCheck;
using Shouldly;
using VanLang.Forms.Contracts;
using Xunit;
using static VanLang.Platform.Tests.Forms.Sample;

namespace VanLang.Platform.Tests.Forms;

public sealed class SchemaLoadingTests
{
    [Theory]
    [InlineData("""{"type":"iframe","key":"a","label":"A"}""", "$.components[0].components[0].type", "forms.schema.unknown-type")]
    [InlineData("""{"type":"html","key":"a","label":"A"}""", "$.components[0].components[0].type", "forms.schema.unknown-type")]
    [InlineData("""{"key":"a","label":"A"}""", "$.components[0].components[0].type", "forms.schema.unknown-type")]
    [InlineData("""{"type":"textfield","label":"A"}""", "$.components[0].components[0].key", "forms.schema.missing")]
    [InlineData("""{"type":"textfield","key":"a b","label":"A"}""", "$.components[0].components[0].key", "forms.schema.key")]
    [InlineData("""{"type":"textfield","key":"_refresh","label":"A"}""", "$.components[0].components[0].key", "forms.schema.key")]
    [InlineData("""{"type":"textfield","key":"return","label":"A"}""", "$.components[0].components[0].key", "forms.schema.key")]
    [InlineData("""{"type":"textfield","key":"a"}""", "$.components[0].components[0].label", "forms.schema.missing")]
    [InlineData("""{"type":"textfield","key":"a","label":7}""", "$.components[0].components[0].label", "forms.schema.value-kind")]
    [InlineData("""{"type":"textfield","key":"a","label":"A","validate":{"maxLength":-1}}""", "$.components[0].components[0].validate.maxLength", "forms.schema.count")]
    [InlineData("""{"type":"textfield","key":"a","label":"A","validate":{"minLength":9,"maxLength":3}}""", "$.components[0].components[0].validate.minLength", "forms.schema.range")]
    [InlineData("""{"type":"textfield","key":"a","label":"A","validate":{"pattern":"("}}""", "$.components[0].components[0].validate.pattern", "forms.schema.pattern")]
    [InlineData("""{"type":"textfield","key":"a","label":"A","validate":{"pattern":"(?=x)y"}}""", "$.components[0].components[0].validate.pattern", "forms.schema.pattern")]
    [InlineData("""{"type":"textfield","key":"a","label":"A","properties":{"requiredwhen":"=true"}}""", "$.components[0].components[0].properties.requiredwhen", "forms.schema.unknown-property")]
    [InlineData("""{"type":"textfield","key":"a","label":"A","properties":{"kind":"passport"}}""", "$.components[0].components[0].properties.kind", "forms.schema.unknown-value")]
    [InlineData("""{"type":"textfield","key":"a","label":"A","properties":{"transform":"rot13"}}""", "$.components[0].components[0].properties.transform", "forms.schema.unknown-value")]
    [InlineData("""{"type":"select","key":"a","label":"A","properties":{"catalog":"no-such"}}""", "$.components[0].components[0].properties.catalog", "forms.schema.unknown-catalog")]
    [InlineData("""{"type":"select","key":"a","label":"A","values":[]}""", "$.components[0].components[0].values", "forms.schema.no-options")]
    [InlineData("""{"type":"radio","key":"a","label":"A","values":[{"value":"x","label":"X"},{"value":"x","label":"Y"}]}""", "$.components[0].components[0].values[1].value", "forms.schema.option-duplicate")]
    [InlineData("""{"type":"radio","key":"a","label":"A","defaultValue":"z","values":[{"value":"x","label":"X"}]}""", "$.components[0].components[0].defaultValue", "forms.schema.default")]
    [InlineData("""{"type":"number","key":"a","label":"A","validate":{"min":5,"max":1}}""", "$.components[0].components[0].validate.min", "forms.schema.range")]
    [InlineData("""{"type":"number","key":"a","label":"A","defaultValue":9,"validate":{"max":1}}""", "$.components[0].components[0].defaultValue", "forms.schema.default")]
    [InlineData("""{"type":"datetime","subtype":"time","key":"a","label":"A"}""", "$.components[0].components[0].subtype", "forms.schema.unknown-value")]
    [InlineData("""{"type":"datetime","key":"a","label":"A","properties":{"max":"tomorrow"}}""", "$.components[0].components[0].properties.max", "forms.schema.date")]
    [InlineData("""{"type":"textfield","key":"a","label":"A","readonly":true}""", "$.components[0].components[0].readonly", "forms.schema.unknown-value")]
    [InlineData("""{"type":"filepicker","key":"a","label":"A"}""", "$.components[0].components[0].properties.component", "forms.schema.missing")]
    [InlineData("""{"type":"group","label":"G","components":[{"type":"button"}]}""", "$.components[0].components[0].components[0].type", "forms.schema.unknown-type")]
    public void A_faulty_component_is_refused_with_its_place(string component, string path, string code)
    {
        var load = FormSchema.Load(Json(component), Catalogs);

        load.Schema.ShouldBeNull();
        var problem = load.Problems.ShouldHaveSingleItem();
        problem.Path.ShouldBe(path);
        problem.Code.ShouldBe(code);
        problem.Reason.Vietnamese.ShouldNotBeNullOrWhiteSpace();
        problem.Reason.English.ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [InlineData("", "forms.schema.json")]
    [InlineData("{", "forms.schema.json")]
    [InlineData("[]", "forms.schema.value-kind")]
    [InlineData("""{"type":"default","type":"default"}""", "forms.schema.json")]
    [InlineData("""{"type":"default","id":"f","components":[]}""", "forms.schema.no-pages")]
    [InlineData("""{"type":"default","id":"f","components":[{"type":"textfield","key":"a","label":"A"}]}""", "forms.schema.page-expected")]
    [InlineData("""{"type":"default","id":"f","components":[{"type":"group","id":"p","label":"P","components":[]}]}""", "forms.schema.no-parts")]
    [InlineData("""{"type":"default","id":"f","components":["x"]}""", "forms.schema.value-kind")]
    [InlineData("""{"type":"default","id":"\ud800","components":[]}""", "forms.schema.json")]
    public void A_faulty_file_is_refused(string json, string code) =>
        FormSchema.Load(json, Catalogs).Problems.Select(p => p.Code).ShouldContain(code);

    [Fact]
    public void No_text_makes_the_loader_throw()
    {
        var good = Json(Radio("kind", "x", "y") + "," + Text("a", ""","conditional":{"hide":"=kind != \"x\""},"validate":{"pattern":"[a-z]{2,3}","maxLength":5}""", "\"kind\":\"full-name\",\"computed\":\"=kind + \\\"a\\\"\""), Date("d", properties: "\"max\":\"today\""));
        var pieces = Gen.OneOf(Gen.Int[0, 13].Select(i => new[] { "", "{", "}", "[]", "\"", ":", ",", "null", "-1", "1e999", "\\ud800", "=", "(", "true" }[i]), Gen.String);

        Gen.Select(Gen.Int[0, good.Length - 1], Gen.Int[0, 12], pieces).Array[1, 3].Sample(
            changes =>
            {
                var json = good;
                foreach (var (at, length, piece) in changes)
                    if (at < json.Length)
                        json = string.Concat(json.AsSpan(0, at), piece, json.AsSpan(Math.Min(json.Length, at + length)));
                var load = FormSchema.Load(json, Catalogs);
                (load.Schema is null).ShouldBe(load.Problems.Count > 0);
            },
            iter: 3_000);
    }

    [Fact]
    public void All_faults_are_listed_at_once()
    {
        var load = FormSchema.Load(Json("""{"type":"x"}""" + "," + Text("a") + "," + Text("a"), Text("return")), Catalogs);

        load.Problems.Select(p => p.Code).ShouldBe(["forms.schema.unknown-type", "forms.schema.key-duplicate", "forms.schema.key"]);
    }

    [Fact]
    public void A_key_that_comes_twice_on_different_pages_is_refused() =>
        FormSchema.Load(Json(Text("a"), Text("a")), Catalogs).Problems.ShouldHaveSingleItem().Path.ShouldBe("$.components[1].components[0].key");

    [Fact]
    public void The_version_is_that_of_the_content_not_of_its_layout()
    {
        var one = Loaded(FormSchema.Load("""{"type":"default","id":"f","components":[{"type":"group","id":"p","label":"P","components":[{"type":"textfield","key":"a","label":"A"}]}]}""", Catalogs));
        var same = Loaded(FormSchema.Load("""{ "id":"f", "type":"default","components":[{"label":"P","id":"p","type":"group", "components":[{"key":"a","label":"A","type":"textfield"}]}]}""", Catalogs));
        var other = Loaded(FormSchema.Load("""{"type":"default","id":"f","components":[{"type":"group","id":"p","label":"P","components":[{"type":"textfield","key":"a","label":"B"}]}]}""", Catalogs));

        same.Version.ShouldBe(one.Version);
        other.Version.ShouldNotBe(one.Version);
        one.Version.Length.ShouldBe(64);
    }

    [Fact]
    public void A_pattern_holds_for_the_whole_text_and_for_plain_digits_only()
    {
        var schema = Form(Text("a", ""","validate":{"pattern":"\\d{3}|x[\\d-]+"}"""));

        schema.Read(("a", "123")).Errors.ShouldBeEmpty();
        schema.Read(("a", "x1-2")).Errors.ShouldBeEmpty();
        schema.Read(("a", "1234")).OnlyError().Code.ShouldBe("forms.pattern");
        schema.Read(("a", "١٢٣")).OnlyError().Code.ShouldBe("forms.pattern");
    }

    [Fact]
    public void Values_that_form_js_keeps_as_text_are_taken()
    {
        var schema = Form("""{"type":"filepicker","key":"a","label":"A","accept":".pdf,.JPG","properties":{"component":"x","maxMegabytes":"5","ours":"true"}}""");

        var field = schema.Field("a").ShouldNotBeNull();
        field.MaxMegabytes.ShouldBe(5);
        field.Accept.ShouldBe([".pdf", ".jpg"]);
        field.IsOurs.ShouldBeTrue();
    }
}
