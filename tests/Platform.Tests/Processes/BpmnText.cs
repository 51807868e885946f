using System.Text;
using Shouldly;
using VanLang.Processes.Contracts;
using VanLang.Processes.Definitions;
using VanLang.Processes.Deployment;

namespace VanLang.Platform.Tests.Processes;

/// <summary>Writes small BPMN files for tests. The first line given becomes line 3 of the file.</summary>
internal static class BpmnText
{
    public const int FirstLine = 3;

    public static byte[] File(string inProcess, string besideProcess = "", string attributes = "isExecutable=\"true\"") => Encoding.UTF8.GetBytes(
        $"""
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:vl="urn:vanlang:bpmn:1" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
        <process id="thu" name="Thử" {attributes}>
        {inProcess}
        </process>
        {besideProcess}
        </definitions>
        """);

    public static BpmnReading Read(string inProcess, string besideProcess = "", string attributes = "isExecutable=\"true\"") =>
        BpmnReader.Read(File(inProcess, besideProcess, attributes));

    /// <summary>Messages, signals, errors and escalations that tests name.</summary>
    public const string Events =
        "<message id=\"m-answer\" name=\"answer\" vl:key=\"=code\"/><message id=\"m-plain\" name=\"plain\"/><signal id=\"s-flood\" name=\"flood\"/>" +
        "<error id=\"e-a\" errorCode=\"A\"/><error id=\"e-b\" errorCode=\"B\"/><escalation id=\"x-late\" escalationCode=\"LATE\"/>";

    public static ProcessDefinition Deploy(string inProcess)
    {
        var reading = Read(inProcess, Events);
        reading.Findings.ShouldBeEmpty();
        return reading.Definition.ShouldNotBeNull();
    }

    public static string Flow(string id, string from, string to, string? condition = null) => condition is null
        ? $"<sequenceFlow id=\"{id}\" sourceRef=\"{from}\" targetRef=\"{to}\"/>"
        : $"<sequenceFlow id=\"{id}\" sourceRef=\"{from}\" targetRef=\"{to}\"><conditionExpression>{condition}</conditionExpression></sequenceFlow>";

    /// <summary>A sub-process from a start <c>ID-s</c> to an end <c>ID-e</c>; the first flow leads from its start.</summary>
    public static string Sub(string id, string inside, string attributes = "", string before = "") =>
        $"<subProcess id=\"{id}\" {attributes}>{before}<startEvent id=\"{id}-s\"/><endEvent id=\"{id}-e\"/>{inside}</subProcess>";

    /// <summary>An event sub-process that does one task <c>ID-t</c>.</summary>
    public static string Handler(string id, string definition, bool interrupting = true) =>
        $"<subProcess id=\"{id}\" triggeredByEvent=\"true\"><startEvent id=\"{id}-s\" isInterrupting=\"{(interrupting ? "true" : "false")}\">{definition}</startEvent>" +
        $"<endEvent id=\"{id}-e\"/>{Task($"{id}-t")}{Flow($"{id}-f", $"{id}-s", $"{id}-t")}{Flow($"{id}-g", $"{id}-t", $"{id}-e")}</subProcess>";

    public static string Boundary(string id, string host, string definition, bool interrupting = true) =>
        $"<boundaryEvent id=\"{id}\" attachedToRef=\"{host}\" cancelActivity=\"{(interrupting ? "true" : "false")}\">{definition}</boundaryEvent>";

    public static string Task(string id, string outcomes = "") =>
        $"<userTask id=\"{id}\" name=\"{id}\" vl:candidateRole=\"officer\" vl:candidateUnit=\"competent\"{(outcomes.Length > 0 ? $" vl:outcomes=\"{outcomes}\"" : "")}/>";

    public static IEnumerable<ProcessFinding> Errors(this BpmnReading reading) => reading.Findings.Where(finding => finding.Severity is FindingSeverity.Error);
}
