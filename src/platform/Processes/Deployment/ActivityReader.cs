using System.Collections.Immutable;
using System.Globalization;
using System.Xml.Linq;
using VanLang.Processes.Definitions;
using VanLang.Rules.Contracts;

namespace VanLang.Processes.Deployment;

/// <summary>Reads what an activity asks of others, how often it is done, and what goes in and out: our own attributes first, then vendors'.</summary>
internal sealed class ActivityReader(AttributeCheck attributes, FindingList findings)
{
    public static string[] OwnAttributes => ["service", "decision", "binding", "resultVariable", "key", "input", "output"];

    public ProcessNode Read(XElement element, ProcessNode node)
    {
        node = node with
        {
            ForCompensation = element.Text("isForCompensation") is "true" or "1",
            Inputs = Mappings(element, "input", "in"),
            Outputs = Mappings(element, "output", "out"),
            Loop = Loop(element),
        };
        return node.Kind switch
        {
            NodeKind.ServiceTask => node with { Call = Call(element, element.Text(BpmnNames.Own("service")) ?? VendorTask.Service(element), "vl:service") },
            NodeKind.BusinessRuleTask => node with { Call = Call(element, element.Text(BpmnNames.Own("decision")) ?? VendorTask.Decision(element), "vl:decision") },
            NodeKind.CallActivity => node with { Call = Call(element, CalledElement(element), "calledElement") },
            NodeKind.ScriptTask => node with { Script = Script(element) },
            NodeKind.SubProcess or NodeKind.EventSubProcess => node with { Declares = Declared(element) },
            _ => node,
        };
    }

    /// <summary>Variables that the data objects and properties of a scope declare.</summary>
    public static ImmutableArray<string> Declared(XElement scope) =>
        [.. scope.BpmnChildren().Where(child => child.Name.LocalName is "dataObject" or "property").Select(child => child.DisplayName() ?? child.Id()!).Distinct(StringComparer.Ordinal)];

    private static string? CalledElement(XElement element) =>
        element.Text("calledElement") is { } called ? BpmnElements.LocalPart(called) : VendorTask.CalledProcess(element);

    private CallRule? Call(XElement element, string? target, string attribute)
    {
        if (target is null)
        {
            findings.Error(FindingCodes.CallMissing, element, attribute);
            return null;
        }

        var binding = (element.Text(BpmnNames.Own("binding")) ?? VendorTask.Binding(element)) switch
        {
            null or "in-force" => CallBinding.InForce,
            "latest" => CallBinding.Latest,
            "deployment" => CallBinding.Deployment,
            var other => Unknown(element, other),
        };
        var result = ResultVariable(element);
        return target.StartsWith('=') ? new("", ConditionReader.CompileText(element, target, FindingCodes.ConditionInvalid, findings), result, binding) : new(target, null, result, binding);
    }

    private CallBinding Unknown(XElement element, string binding)
    {
        findings.Error(FindingCodes.AttributeNotExecuted, element, "binding", binding);
        return default;
    }

    private static string? ResultVariable(XElement element) => element.Text(BpmnNames.Own("resultVariable")) ?? VendorTask.ResultVariable(element);

    private ScriptRule? Script(XElement element)
    {
        FeelExpression? compiled = null;
        var script = element.BpmnChildren("script").FirstOrDefault();
        if (script is not null)
        {
            if (!BpmnNames.IsFeel(element.Text("scriptFormat"))) findings.Error(FindingCodes.ConditionLanguage, element, element.Text("scriptFormat")!);
            else compiled = ConditionReader.Compile(script, FindingCodes.ConditionInvalid, findings);
        }
        else if (VendorTask.Script(element) is { } text) compiled = ConditionReader.CompileText(element, text, FindingCodes.ConditionInvalid, findings);
        else findings.Error(FindingCodes.CallMissing, element, "script");

        return compiled is null ? null : new(compiled, ResultVariable(element));
    }

    private ImmutableArray<Mapping> Mappings(XElement element, string name, string shortName)
    {
        var mappings = ImmutableArray.CreateBuilder<Mapping>();
        var extensions = element.BpmnChildren("extensionElements").Elements();
        foreach (var mapping in extensions.Where(child => child.Name == BpmnNames.Own(name)).Concat(VendorTask.Mappings(element, name, shortName)))
        {
            if (mapping.Text("source") is not { } source || mapping.Text("target") is not { } target) findings.Error(FindingCodes.MappingInvalid, mapping);
            else if (ConditionReader.CompileText(mapping, SourceOf(mapping, source), FindingCodes.ConditionInvalid, findings) is { } compiled) mappings.Add(new(compiled, target));
        }

        return mappings.ToImmutable();
    }

    // zeebe: without a leading = it is a text.
    private static string SourceOf(XElement mapping, string source) => mapping.Name.NamespaceName is BpmnNames.Zeebe && !source.StartsWith('=')
        ? $"\"{source.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""
        : source;

    private LoopRule? Loop(XElement element)
    {
        if (element.BpmnChildren("standardLoopCharacteristics").FirstOrDefault() is { } standard)
        {
            attributes.Check(standard);
            var condition = standard.BpmnChildren("loopCondition").FirstOrDefault();
            var maximum = LoopRule.MaxChildren;
            if (standard.Text("loopMaximum") is { } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out maximum) || maximum is < 1 or > LoopRule.MaxChildren))
                findings.Error(FindingCodes.LoopInvalid, standard, $"loopMaximum=\"{text}\"");
            if (condition is null && standard.Text("loopMaximum") is null) findings.Error(FindingCodes.LoopInvalid, standard, "loopCondition");
            return new StandardLoop(
                condition is null ? null : ConditionReader.Compile(condition, FindingCodes.ConditionInvalid, findings), standard.Text("testBefore") is "true" or "1", maximum);
        }

        return element.BpmnChildren("multiInstanceLoopCharacteristics").FirstOrDefault() is { } multi ? Several(multi) : null;
    }

    private MultiInstance? Several(XElement multi)
    {
        attributes.Check(multi, "collection", "element", "outputCollection", "outputElement");
        foreach (var child in multi.BpmnChildren().Where(child => child.Name.LocalName is not
            ("loopCardinality" or "completionCondition" or "loopDataInputRef" or "inputDataItem" or "loopDataOutputRef" or "outputDataItem" or "documentation" or "extensionElements")))
        {
            findings.Error(FindingCodes.ElementNotExecuted, child, child.Name.LocalName);
        }

        var vendor = VendorTask.Loop(multi);
        FeelExpression? Child(string name) => multi.BpmnChildren(name).FirstOrDefault() is { } child ? ConditionReader.Compile(child, FindingCodes.ConditionInvalid, findings) : null;
        FeelExpression? Text(string? text) => text is null ? null : ConditionReader.CompileText(multi, text, FindingCodes.ConditionInvalid, findings);
        var collection = multi.Text(BpmnNames.Own("collection")) ?? vendor.Collection ?? Data(multi, "loopDataInputRef");
        var hasCount = multi.BpmnChildren("loopCardinality").Any();
        if (hasCount == collection is not null) findings.Error(FindingCodes.LoopInvalid, multi, "loopCardinality | collection");
        var output = multi.Text(BpmnNames.Own("outputCollection")) ?? vendor.OutputCollection ?? Data(multi, "loopDataOutputRef");
        var outputElement = multi.Text(BpmnNames.Own("outputElement")) ?? vendor.OutputElement ?? multi.BpmnChildren("outputDataItem").FirstOrDefault()?.DisplayName();
        if (output is null != outputElement is null) findings.Error(FindingCodes.LoopInvalid, multi, "outputCollection, outputElement");
        return new(
            multi.Text("isSequential") is "true" or "1", Child("loopCardinality"), Text(collection),
            multi.Text(BpmnNames.Own("element")) ?? vendor.Element ?? multi.BpmnChildren("inputDataItem").FirstOrDefault()?.DisplayName(), output, Text(outputElement), Child("completionCondition"));
    }

    // The standard names a data object; the variable has the object's name.
    private static string? Data(XElement multi, string name)
    {
        if (multi.BpmnChildren(name).FirstOrDefault()?.Value.Trim() is not { Length: > 0 } reference) return null;
        var id = BpmnElements.LocalPart(reference);
        return multi.Document!.Descendants().FirstOrDefault(element => string.Equals(element.Id(), id, StringComparison.Ordinal))?.DisplayName() ?? id;
    }
}
