using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Resources;
using Shouldly;
using VanLang.Processes;
using VanLang.Processes.Deployment;
using VanLang.Processes.Engine;
using Xunit;

namespace VanLang.Platform.Tests.Processes;

public class TextTests
{
    [Theory]
    [InlineData("")]
    [InlineData("en")]
    public void Every_code_has_a_text_and_every_text_a_code(string language)
    {
        var codes = typeof(FindingCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Concat(typeof(MigrationCodes).GetFields(BindingFlags.Public | BindingFlags.Static)).Select(field => (string)field.GetRawConstantValue()!)
            .Concat(Enum.GetNames<IncidentKind>().Select(name => $"incident.{name}"))
            .Concat(Enum.GetNames<IgnoredReason>().Select(name => $"ignored.{name}"));

        var texts = new ResourceManager("VanLang.Processes.Resources.ProcessesRoom", typeof(ProcessesRoom).Assembly)
            .GetResourceSet(CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: false).ShouldNotBeNull();

        // Failures of operations (PROCESS-…) are checked for all rooms by the architecture tests.
        texts.Cast<DictionaryEntry>().Select(entry => (string)entry.Key).Where(key => !key.StartsWith("PROCESS-", StringComparison.Ordinal)).ShouldBe(codes, ignoreOrder: true);
    }
}
