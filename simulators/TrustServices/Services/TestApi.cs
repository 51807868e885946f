using VanLang.Simulators.TrustServices.Authority;
using VanLang.Simulators.TrustServices.Faults;

namespace VanLang.Simulators.TrustServices.Services;

/// <summary>What no real authority has: faults, the clock and revocations set by a program.</summary>
static class TestApi
{
    public static void Map(WebApplication app)
    {
        RouteGroupBuilder group = app.MapGroup("/mo-phong");
        group.MapPost("/su-co", (FaultSetting setting, FaultSwitches faults) =>
        {
            if (!Enum.TryParse(setting.Fault, ignoreCase: true, out Fault fault))
                return Results.BadRequest();
            faults.Set(fault, setting.Times, setting.Value);
            return Results.NoContent();
        });
        group.MapDelete("/su-co", (FaultSwitches faults) =>
        {
            faults.Clear();
            return Results.NoContent();
        });
        group.MapPost("/thu-hoi", (Revocation revocation, Revocations revocations, SimulatorClock clock) =>
        {
            revocations.Add(revocation.Serial, revocation.At ?? clock.Now);
            return Results.NoContent();
        });
        group.MapPost("/dong-ho", (ClockSetting setting, SimulatorClock clock) =>
        {
            clock.Offset = TimeSpan.FromSeconds(setting.AheadSeconds);
            return Results.NoContent();
        });
    }

    sealed record FaultSetting(string Fault, int Times, int Value);

    /// <param name="Serial">Serial number, hexadecimal.</param>
    /// <param name="At">From when; null for now.</param>
    sealed record Revocation(string Serial, DateTimeOffset? At);

    sealed record ClockSetting(double AheadSeconds);
}
