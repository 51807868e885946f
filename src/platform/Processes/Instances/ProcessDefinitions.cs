using System.Text;
using VanLang.Kernel.Definitions;
using VanLang.Processes.Definitions;
using VanLang.Processes.Deployment;

namespace VanLang.Processes.Instances;

/// <summary>Processes in the definition store.</summary>
static class ProcessDefinitions
{
    /// <summary>Under which kind they stand there.</summary>
    public const string Kind = "process";

    /// <summary>A published version, read once.</summary>
    public static Task<ProcessDefinition> Process(this DefinitionStore definitions, string key, string version) => definitions.Compiled(
        Kind,
        key,
        version,
        xml => BpmnReader.Read(Encoding.UTF8.GetBytes(xml)).Definition ?? throw new InvalidOperationException($"The deployed process {key} {version} cannot be read."));
}
