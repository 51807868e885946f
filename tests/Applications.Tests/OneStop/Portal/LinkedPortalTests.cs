using Xunit;

namespace VanLang.Applications.Tests.OneStop.Portal;

/// <summary>A simulated portal and a house that is linked to it, new for each test.</summary>
public abstract class LinkedPortalTests : IAsyncLifetime
{
    private protected static CancellationToken Token => DemonstrationHouse.Token;

    private protected SimulatedPortal Portal { get; private set; } = null!;

    private protected LinkedHouse Linked { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Portal = await SimulatedPortal.Start();
        Linked = await LinkedHouse.Open(Portal);
    }

    public async ValueTask DisposeAsync()
    {
        await Linked.DisposeAsync();
        await Portal.DisposeAsync();
    }
}
