using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using VanLang.Simulators.TrustServices.Authority;

namespace VanLang.Simulators.TrustServices.Services;

/// <summary>What the authority publishes (certificates, revocation lists) and issues.</summary>
static class AuthorityService
{
    public static void Map(WebApplication app)
    {
        app.MapGet("/ca/root.crt", (SimulatedAuthority authority) => Certificate(authority.Root.Certificate));
        app.MapGet("/ca/issuing.crt", (SimulatedAuthority authority) => Certificate(authority.Issuing.Certificate));
        app.MapGet("/ca/time-stamp.crt", (SimulatedAuthority authority) => Certificate(authority.StampUnit.Certificate));
        app.MapGet("/crl/root.crl", (SimulatedAuthority authority) => Results.Bytes(authority.RevocationList(ofRoot: true), "application/pkix-crl"));
        app.MapGet("/crl/issuing.crl", (SimulatedAuthority authority) => Results.Bytes(authority.RevocationList(ofRoot: false), "application/pkix-crl"));

        // A request of PKCS #10 (DER or PEM) comes back as certificates in PEM: the new one, then its issuer.
        app.MapPost("/ca/chung-thu", async (HttpContext context, SimulatedAuthority authority) =>
        {
            using MemoryStream body = new();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            try
            {
                byte[] request = body.ToArray();
                if (PemEncoding.TryFind(Encoding.ASCII.GetString(request), out PemFields found))
                    request = Convert.FromBase64String(Encoding.ASCII.GetString(request)[found.Base64Data]);
                return authority.Issue(request) is { } issued
                    ? Results.Text($"{issued.ExportCertificatePem()}\n{authority.Issuing.Certificate.ExportCertificatePem()}\n", "application/x-pem-file")
                    : Results.Text($"Tên chủ thể phải bắt đầu bằng {SimulatedAuthority.Mark}. / The subject must begin with it.\n", statusCode: StatusCodes.Status400BadRequest);
            }
            catch (CryptographicException)
            {
                return Results.BadRequest();
            }
        });
    }

    static IResult Certificate(X509Certificate2 certificate) => Results.Bytes(certificate.RawData, "application/pkix-cert");
}
