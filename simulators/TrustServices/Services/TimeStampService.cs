using System.Security.Cryptography;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Tsp;
using Org.BouncyCastle.Utilities.Collections;
using VanLang.Simulators.TrustServices.Authority;
using VanLang.Simulators.TrustServices.Faults;

namespace VanLang.Simulators.TrustServices.Services;

/// <summary>The time-stamp authority (RFC 3161 over HTTP).</summary>
static class TimeStampService
{
    const string Policy = "1.3.6.1.4.1.99999.1";
    const string Sha256 = "2.16.840.1.101.3.4.2.1";

    public static void Map(WebApplication app) => app.MapPost("/tsa", async (HttpContext context, SimulatedAuthority authority, SimulatorClock clock, FaultSwitches faults) =>
    {
        using MemoryStream body = new();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        TimeStampRequest asked;
        try
        {
            asked = new TimeStampRequest(body.ToArray());
        }
        catch (Exception fault) when (fault is IOException or ArgumentException or TspException)
        {
            return Results.BadRequest();
        }

        return Results.Bytes(Answer(asked, authority, clock, faults), "application/timestamp-reply");
    });

    static byte[] Answer(TimeStampRequest asked, SimulatedAuthority authority, SimulatorClock clock, FaultSwitches faults)
    {
        KeptKey unit = authority.StampUnit;
        AnsweringKey key = faults.Take(Fault.UnknownSigner) is null ? AnsweringKey.Of(unit) : AnsweringKey.UnknownFor(unit);
        TimeStampTokenGenerator tokens = new(key.Key, key.Certificate, Sha256, Policy);
        tokens.SetAccuracySeconds(1);
        tokens.SetCertificates(CollectionUtilities.CreateStore([key.Certificate, AnsweringKey.Of(authority.Issuing).Certificate]));
        if (faults.Take(Fault.WrongNonce) is not null)
            asked = Again(asked, asked.GetMessageImprintDigest(), new BigInteger(63, new Org.BouncyCastle.Security.SecureRandom()));
        if (faults.Take(Fault.WrongImprint) is not null)
            asked = Again(asked, RandomNumberGenerator.GetBytes(asked.GetMessageImprintDigest().Length), asked.Nonce);
        DateTime at = clock.Now.UtcDateTime.AddSeconds(faults.Take(Fault.FutureTime) ?? 0);
        BigInteger serial = new(1, RandomNumberGenerator.GetBytes(15));
        return new TimeStampResponseGenerator(tokens, TspAlgorithms.Allowed).Generate(asked, serial, at).GetEncoded();
    }

    static TimeStampRequest Again(TimeStampRequest asked, byte[] imprint, BigInteger? nonce)
    {
        TimeStampRequestGenerator other = new();
        other.SetCertReq(asked.CertReq);
        return nonce is null ? other.Generate(asked.MessageImprintAlgOid, imprint) : other.Generate(asked.MessageImprintAlgOid, imprint, nonce);
    }
}
