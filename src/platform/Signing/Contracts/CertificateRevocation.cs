using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VanLang.Kernel.Calendar;
using VanLang.Signing.Checks;
using VanLang.Signing.Evidence;
using VanLang.Signing.Pdf;

namespace VanLang.Signing.Contracts;

/// <summary>What was heard of the revocation of a certificate.</summary>
public enum RevocationState
{
    /// <summary>Nobody answered; it is asked again.</summary>
    Unknown,

    /// <summary>Its issuer publishes nothing about it.</summary>
    NotOffered,

    /// <summary>Neither it nor one of its issuers was revoked.</summary>
    Good,

    /// <summary>It, or one of its issuers, was revoked.</summary>
    Revoked,
}

/// <summary>An answer about a certificate.</summary>
/// <param name="RevokedAt">From when; null unless it was revoked.</param>
/// <param name="Reason">What stood in the way, English; empty where there was an answer.</param>
public sealed record RevocationAnswer(RevocationState State, DateTimeOffset AskedAt, DateTimeOffset? RevokedAt = null, string Reason = "")
{
    /// <summary>The refusal of a revoked certificate, with its name and the time; null for any other state.</summary>
    public SigningProblem? Problem(string certificateName) => State != RevocationState.Revoked ? null
        : new SigningProblem(SigningCodes.CertificateRevoked, $"{certificateName} ({VietnamTime.ToLocal(RevokedAt ?? AskedAt).ToString("dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture)})");
}

/// <summary>
/// Asks of a certificate outside of any file whether it was revoked: responder first, then list, of itself and of its issuers, at the addresses that the operator has named. Never to be
/// called inside an operation.
/// </summary>
public sealed class CertificateRevocation : IDisposable
{
    private readonly TrustServiceClient http;
    private readonly TrustServiceSettings settings;
    private readonly TrustListFile trust;
    private readonly TimeProvider time;

    internal CertificateRevocation(TrustServiceSettings settings, TrustListFile trust, TimeProvider time)
    {
        (this.settings, this.trust, this.time) = (settings, trust, time);
        http = new TrustServiceClient(time);
    }

    /// <summary>Whether the operator has named anybody who may be asked.</summary>
    public bool IsOn => settings.Revocation.Count > 0;

    /// <summary>Asks.</summary>
    /// <param name="chain">Certificates of the issuers that came with it.</param>
    /// <param name="patient">Whether nobody waits for it: else responder and list together have the time that signing waits for a time-stamp, three seconds unless set otherwise.</param>
    public async Task<RevocationAnswer> Ask(ReadOnlyMemory<byte> certificate, IReadOnlyList<ReadOnlyMemory<byte>> chain, bool patient, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(chain);
        var now = time.GetUtcNow();
        using var holder = X509CertificateLoader.LoadCertificate(certificate.Span);
        X509Certificate2Collection others = [.. chain.Select(issuer => X509CertificateLoader.LoadCertificate(issuer.Span))];
        var found = new ChainCheck(trust.Read(), new ReadingBudget(ReadingBudget.Usual)).Build(holder, others, ServiceUse.Signature, now);
        var client = new RevocationClient(http, patient ? settings : settings with { ForAnswer = settings.WhileSigning / 2, ForList = settings.WhileSigning / 2 }, time);
        var reasons = new List<string>();
        var asked = 0;
        for (var i = 0; i + 1 < found.Certificates.Count; i++)
        {
            var (current, issuer) = (found.Certificates[i], found.Certificates[i + 1]);
            if (!RevocationData.IsOffered(current))
                continue;
            asked++;
            try
            {
                // Its time runs while others take theirs to answer; how long that may be, the client knows.
                var heard = new FetchedEvidence(new SecurityStore(new ReadingBudget(TimeSpan.FromMinutes(5))));
                await client.Ask(current, issuer, heard, cancellationToken).ConfigureAwait(false);

                // Whether the answer is of this time the client has seen.
                if (heard.Store.Revocation.About(current, issuer, DateTimeOffset.MinValue)?.RevokedAt is { } revoked)
                    return new RevocationAnswer(RevocationState.Revoked, now, revoked);
            }
            catch (TrustServiceException fault)
            {
                reasons.Add(fault.Message);
            }
        }

        return reasons.Count > 0 ? new RevocationAnswer(RevocationState.Unknown, now, null, string.Join("; ", reasons))
            : new RevocationAnswer(asked > 0 ? RevocationState.Good : RevocationState.NotOffered, now);
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();
}
