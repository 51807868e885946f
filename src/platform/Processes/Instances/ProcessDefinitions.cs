namespace VanLang.Processes.Instances;

/// <summary>Under which kind processes stand in the definition store.</summary>
static class ProcessDefinitions
{
    public const string Kind = "process";
}
