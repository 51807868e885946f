using Xunit;

namespace VanLang.Applications.Tests.OneStop;

/// <summary>One house for the tests of a class; each works on dossiers of its own.</summary>
public sealed class SharedHouse : IAsyncLifetime
{
    internal DemonstrationHouse House { get; private set; } = null!;

    public async ValueTask InitializeAsync() => House = await DemonstrationHouse.Open();

    public ValueTask DisposeAsync() => House.DisposeAsync();
}
