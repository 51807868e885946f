using VanLang.Processes.Contracts;
using VanLang.Processes.Definitions;

namespace VanLang.Processes.Deployment;

/// <summary>Outcome of reading a BPMN file.</summary>
/// <param name="Definition">The process, or null if and only if a finding is an error.</param>
/// <param name="Findings">What was found, in the order of the lines.</param>
internal sealed record BpmnReading(ProcessDefinition? Definition, IReadOnlyList<ProcessFinding> Findings);
