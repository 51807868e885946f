using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Ocsp;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Ocsp;
using Org.BouncyCastle.X509;
using VanLang.Simulators.TrustServices.Authority;
using VanLang.Simulators.TrustServices.Faults;

namespace VanLang.Simulators.TrustServices.Services;

/// <summary>The responder (RFC 6960 over HTTP, POST and GET).</summary>
static class OcspService
{
    const string ContentType = "application/ocsp-response";

    public static void Map(WebApplication app)
    {
        app.MapPost("/ocsp", async (HttpContext context, SimulatedAuthority authority, Revocations revocations, SimulatorClock clock, FaultSwitches faults) =>
        {
            using MemoryStream body = new();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            return Results.Bytes(Answer(body.ToArray(), authority, revocations, clock, faults), ContentType);
        });
        app.MapGet("/ocsp/{**question}", (string question, SimulatedAuthority authority, Revocations revocations, SimulatorClock clock, FaultSwitches faults) =>
        {
            byte[] asked = new byte[question.Length];
            return Convert.TryFromBase64String(Uri.UnescapeDataString(question), asked, out int length)
                ? Results.Bytes(Answer(asked[..length], authority, revocations, clock, faults), ContentType)
                : Results.BadRequest();
        });
    }

    static byte[] Answer(byte[] question, SimulatedAuthority authority, Revocations revocations, SimulatorClock clock, FaultSwitches faults)
    {
        OcspReq asked;
        try
        {
            asked = new OcspReq(question);
            _ = asked.GetRequestList().Length;
        }
        catch (Exception fault) when (fault is IOException or ArgumentException or InvalidCastException or NullReferenceException)
        {
            return new OCSPRespGenerator().Generate(OcspRespStatus.MalformedRequest, null).GetEncoded();
        }

        KeptKey responder = authority.Responder;
        AnsweringKey key = faults.Take(Fault.UnknownSigner) is null ? AnsweringKey.Of(responder) : AnsweringKey.UnknownFor(responder);
        DateTime now = clock.Now.UtcDateTime;
        if (faults.Take(Fault.OldAnswer) is not null)
            now = now.AddDays(-60);
        BasicOcspRespGenerator basic = new(new RespID(key.Certificate.SubjectDN));
        X509Certificate issuer = AnsweringKey.Of(authority.Issuing).Certificate;
        foreach (Req one in asked.GetRequestList())
        {
            CertificateID id = one.GetCertID();
            basic.AddResponse(id, StatusOf(id, issuer, revocations, clock, faults), now.AddMinutes(-1), now.AddDays(2), null);
        }

        if (asked.GetExtensionValue(OcspObjectIdentifiers.PkixOcspNonce) is { } nonce)
        {
            byte[] value = faults.Take(Fault.WrongNonce) is null ? nonce.GetOctets() : new DerOctetString(Guid.NewGuid().ToByteArray()).GetEncoded();
            X509ExtensionsGenerator extensions = new();
            extensions.AddExtension(OcspObjectIdentifiers.PkixOcspNonce, false, value);
            basic.SetResponseExtensions(extensions.Generate());
        }

        string algorithm = key.Key is Org.BouncyCastle.Crypto.Parameters.RsaKeyParameters ? "SHA256withRSA" : "SHA256withECDSA";
        BasicOcspResp signed = basic.Generate(new Asn1SignatureFactory(algorithm, key.Key), [key.Certificate], now);
        return new OCSPRespGenerator().Generate(OcspRespStatus.Successful, signed).GetEncoded();
    }

    static CertificateStatus? StatusOf(CertificateID id, X509Certificate issuer, Revocations revocations, SimulatorClock clock, FaultSwitches faults)
    {
        DateTimeOffset now = clock.Now;
        if (faults.Take(Fault.Revoked) is not null)
            return new RevokedStatus(now.AddMinutes(-2).UtcDateTime, CrlReason.KeyCompromise);
        if (faults.Take(Fault.Unknown) is not null || !id.MatchesIssuer(issuer))
            return new UnknownStatus();
        string serial = Convert.ToHexString(id.SerialNumber.ToByteArrayUnsigned());
        return revocations.All.TryGetValue(serial, out DateTimeOffset at) && at <= now ? new RevokedStatus(at.UtcDateTime, CrlReason.CessationOfOperation) : CertificateStatus.Good;
    }
}
