using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Serialization;
using VanLang.Simulators.TrustServices.Authority;
using VanLang.Simulators.TrustServices.Faults;

namespace VanLang.Simulators.TrustServices.Remote;

/// <summary>
/// A remote signing service by the names of the API of the Cloud Signature Consortium, version 2. An account is called as its holder; the key is made when it is first asked for. The phone is
/// a page (<see cref="PhonePage"/>).
/// </summary>
static class RemoteService
{
    const string RsaWithSha256 = "1.2.840.113549.1.1.11";
    const string EcdsaWithSha256 = "1.2.840.10045.4.3.2";

    public static void Map(WebApplication app)
    {
        RouteGroupBuilder group = app.MapGroup("/csc/v2");
        group.MapPost("/credentials/list", (ListRequest asked) => asked.UserId is { Length: > 0 and <= 60 } name ? Results.Json(new { credentialIDs = new[] { SimulatedAuthority.CredentialOf(name) } }) : Wrong("invalid_request"));
        group.MapPost("/credentials/info", (InfoRequest asked, SimulatedAuthority authority, FaultSwitches faults) =>
        {
            if (authority.SignerOf(asked.CredentialId ?? "") is not { } key)
                return Wrong("invalid_request");
            X509Certificate2 shown = faults.Take(Fault.WrongCertificate) is null ? key.Certificate : authority.SignerOf(SimulatedAuthority.CredentialOf("Người Khác"))!.Certificate;
            return Results.Json(new
            {
                key = new { status = "enabled", algo = new[] { EcdsaWithSha256 }, len = 256 },
                cert = new { status = "valid", certificates = new[] { shown, authority.Issuing.Certificate, authority.Root.Certificate }.Select(certificate => Convert.ToBase64String(certificate.RawData)) },
                auth = new { mode = "explicit" },
                SCAL = "2",
                multisign = 20,
            }, JsonSerializerOptions.Default);
        });
        group.MapPost("/credentials/authorize", (AuthorizeRequest asked, PhoneQuestions phones, SimulatorClock clock) =>
            asked is { CredentialId: { } credential, Hashes: { Length: > 0 and <= 20 } hashes } && hashes.Length == asked.NumSignatures && SimulatedAuthority.HolderOf(credential) is { } holder
                ? Results.Json(new { handle = phones.Ask(credential, holder, hashes, asked.Description ?? "", asked.ClientData, clock.Now).Handle })
                : Wrong("invalid_request"));
        group.MapPost("/credentials/authorizeCheck", (CheckRequest asked, PhoneQuestions phones) => phones.Find(asked.Handle) switch
        {
            null => Wrong("invalid_request"),
            { State: PhoneState.Waiting } => Wrong("authorization_pending"),
            { State: PhoneState.Refused } => Wrong("access_denied"),
            var question => Results.Json(new { SAD = question.ActivationData, expiresIn = 300 }, JsonSerializerOptions.Default),
        });
        group.MapPost("/signatures/signHash", (SignRequest asked, SimulatedAuthority authority, PhoneQuestions phones, FaultSwitches faults) =>
        {
            if (asked is not { CredentialId: { } credential, Hashes: { Length: > 0 } hashes } || authority.SignerOf(credential) is not { Key: ECDsa key } || asked.SignAlgo is not (EcdsaWithSha256 or RsaWithSha256))
                return Wrong("invalid_request");
            if (phones.Use(credential, asked.ActivationData, hashes) is null)
                return Wrong("invalid_request");
            if (faults.Take(Fault.OtherKey) is not null)
                key = (ECDsa)authority.SignerOf(SimulatedAuthority.CredentialOf("Người Khác"))!.Key;
            bool other = faults.Take(Fault.OtherHash) is not null;
            List<string> signatures = [.. hashes.Select(hash => Convert.ToBase64String(key.SignHash(other ? SHA256.HashData("khác"u8) : Convert.FromBase64String(hash), DSASignatureFormat.Rfc3279DerSequence)))];
            if (faults.Take(Fault.DoubledSignatures) is not null)
                signatures.AddRange(signatures.ToList());
            return Results.Json(new { signatures });
        });
    }

    static IResult Wrong(string error) => Results.Json(new { error, error_description = error }, statusCode: StatusCodes.Status400BadRequest);

    sealed record ListRequest([property: JsonPropertyName("userID")] string? UserId);

    sealed record InfoRequest([property: JsonPropertyName("credentialID")] string? CredentialId);

    sealed record AuthorizeRequest([property: JsonPropertyName("credentialID")] string? CredentialId, int NumSignatures, string[]? Hashes, string? Description, string? ClientData);

    sealed record CheckRequest(string? Handle);

    sealed record SignRequest([property: JsonPropertyName("credentialID")] string? CredentialId, [property: JsonPropertyName("SAD")] string? ActivationData, string[]? Hashes, string? SignAlgo);
}
