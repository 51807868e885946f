using System.Text.Json.Nodes;
using VanLang.Simulators.NationalPortal.Faults;
using VanLang.Simulators.NationalPortal.Filing;

namespace VanLang.Simulators.NationalPortal.Api;

/// <summary>What no real portal has: faults set and dossiers filed by a program, and what the province has told so far.</summary>
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
        group.MapPost("/ho-so", (SampleDossier sample, ProvinceData province, PortalStore store) =>
        {
            Citizen citizen = province.Citizens.FirstOrDefault(person => person.Key == sample.Citizen) ?? province.Citizens[0];
            FiledDossier filed = store.Take(new(
                sample.Procedure, sample.Agency, citizen, sample.Answers, [.. (sample.Files ?? []).Select(file => (file.Component, file.Name, "application/octet-stream", file.Content))],
                citizen.Phone, citizen.Email, "counter", null)
            {
                FormVersion = sample.FormVersion,
            });
            return Results.Json(new { filed.Code });
        });
        group.MapPost("/ho-so/{code}/viec", (string code, SampleAct act, ProvinceData province, PortalStore store) =>
        {
            Citizen citizen = province.Citizens.FirstOrDefault(person => person.Key == act.Citizen) ?? province.Citizens[0];
            store.Act(new(code, act.Kind, citizen.Number, act.Text, act.Agency, [.. (act.Files ?? []).Select(file => (file.Component, file.Name, "application/octet-stream", file.Content))]));
            return Results.NoContent();
        });
        group.MapGet("/ho-so/{code}", (string code, PortalStore store) => store.Dossier(code) is { } dossier ? Results.Json(dossier) : Results.NotFound());
        group.MapGet("/ho-so", (PortalStore store) => Results.Json(store.DossiersOf(null).Select(dossier => dossier.Code)));
    }

    sealed record FaultSetting(string Fault, int Times, int Value);

    sealed record SampleDossier(string Procedure, string Agency, string? Citizen, JsonObject Answers, IReadOnlyList<SampleFile>? Files, string? FormVersion);

    sealed record SampleAct(string Kind, string? Citizen, string? Text, string? Agency, IReadOnlyList<SampleFile>? Files);

    /// <param name="Content">Base64 in JSON.</param>
    sealed record SampleFile(string Component, string Name, byte[] Content);
}
