using Shouldly;
using VanLang.Printing.Contracts;
using Xunit;

namespace VanLang.Foundation.Tests.Printing;

public sealed class TemplateFaultTests
{
    [Theory]
    [InlineData("""{ "kind": "paragraf", "text": "a" }""", "$.blocks[0].kind", "printing.unknown-kind")]
    [InlineData("""{ "kind": "paragraph", "txt": "a" }""", "$.blocks[0].text", "printing.missing")]
    [InlineData("""{ "kind": "paragraph", "text": "a", "colour": "red" }""", "$.blocks[0].colour", "printing.unknown-property")]
    [InlineData("""{ "kind": "paragraph", "text": "a", "size": 99 }""", "$.blocks[0].size", "printing.range")]
    [InlineData("""{ "kind": "paragraph", "text": "a", "align": "middle" }""", "$.blocks[0].align", "printing.choice")]
    [InlineData("""{ "kind": "paragraph", "text": "<b>a" }""", "$.blocks[0].text", "printing.text-mark-open")]
    [InlineData("""{ "kind": "paragraph", "text": "<script>" }""", "$.blocks[0].text", "printing.text-mark")]
    [InlineData("""{ "kind": "paragraph", "text": "{{a..b}}" }""", "$.blocks[0].text", "printing.path")]
    [InlineData("""{ "kind": "paragraph", "text": "{{a|shout}}" }""", "$.blocks[0].text", "printing.format")]
    [InlineData("""{ "kind": "paragraph", "text": "{{a" }""", "$.blocks[0].text", "printing.text-mark")]
    [InlineData("""{ "kind": "columns", "columns": [ { "blocks": [ { "kind": "qr" } ] } ] }""", "$.blocks[0].columns[0].blocks[0].text", "printing.missing")]
    [InlineData("""{ "kind": "table", "columns": [ {}, {} ], "rows": [ { "cells": [ "a" ] } ] }""", "$.blocks[0].rows[0].cells", "printing.cells")]
    public void A_fault_is_named_with_its_place_and_code(string block, string path, string code)
    {
        var load = Load($$"""{ "template": "t", "title": "T", "source": "s", "verified": true, "blocks": [ {{block}} ] }""");

        load.Template.ShouldBeNull();
        load.Problems.ShouldContain(problem => problem.File == "t.json" && problem.Path == path && problem.Code == code);
        load.Problems.ShouldAllBe(problem => problem.Reason.Length > 5 && problem.Reason != problem.Code);
    }

    [Fact]
    public void All_faults_are_reported_at_once()
    {
        var load = Load("""{ "template": "t", "title": "T", "source": "s", "verified": true, "blocks": [ { "kind": "x" }, { "kind": "y" } ] }""");

        load.Problems.Count.ShouldBe(2);
    }

    [Fact]
    public void Broken_json_is_a_problem_with_its_line() =>
        Load("{\n  oops").Problems.ShouldHaveSingleItem().Reason.ShouldContain("2:");

    [Fact]
    public void A_template_that_nobody_verified_must_carry_a_label() =>
        Load("""{ "template": "t", "title": "T", "source": "s", "blocks": [] }""").Problems.ShouldContain(problem => problem.Code == "printing.label");

    [Fact]
    public void A_reserved_name_stands_once() =>
        Load("""
            { "template": "t", "title": "T", "source": "s", "verified": true, "blocks": [
              { "kind": "paragraph", "text": "<reserve name=\"a\" width=\"9\"/> <reserve name=\"a\" width=\"9\"/>" } ] }
            """).Problems.ShouldContain(problem => problem.Code == "printing.reserved-twice");

    private static PrintTemplateLoad Load(string json) => PrintTemplate.Load(json, "t.json");
}
