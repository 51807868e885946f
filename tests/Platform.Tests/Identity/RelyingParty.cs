using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VanLang.Platform.Tests.Identity;

/// <summary>The application of <c>RelyingParty/party.mjs</c>: another language and another library than the provider's.</summary>
sealed class RelyingParty : IDisposable
{
    readonly Process node;

    RelyingParty(Process node) => this.node = node;

    public static RelyingParty Start(House house, string clientId, string? secret = null)
    {
        string folder = Path.Combine(Path.GetDirectoryName(House.File("."))!, "..", "tests", "Platform.Tests", "RelyingParty");
        ProcessStartInfo start = new("node") { WorkingDirectory = Path.GetFullPath(folder), RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (string argument in new[] { "party.mjs", house.Address.ToString(), clientId, secret ?? "-", house.Time.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture) })
            start.ArgumentList.Add(argument);
        return new(Process.Start(start)!);
    }

    public async Task<JsonNode> Do(object act)
    {
        await node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(act).AsMemory(), House.Token);
        await node.StandardInput.FlushAsync(House.Token);
        string line = await node.StandardOutput.ReadLineAsync(House.Token) ?? throw new InvalidOperationException("The application ended.");
        return JsonNode.Parse(line)!;
    }

    public void Dispose()
    {
        if (!node.HasExited)
            node.Kill();
        node.Dispose();
    }
}
