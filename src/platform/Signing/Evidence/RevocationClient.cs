using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using VanLang.Signing.Checks;

namespace VanLang.Signing.Evidence;

/// <summary>
/// Asks whether a certificate was revoked: its responder first, then its list. An answer is used only when it is to our question, signed by the issuer or whom the issuer
/// appointed, and still current.
/// </summary>
internal sealed class RevocationClient(TrustServiceClient http, TrustServiceSettings settings, TimeProvider time)
{
    private static readonly TimeSpan OldestAnswer = TimeSpan.FromDays(1);

    /// <summary>Adds what is answered to the store.</summary>
    /// <exception cref="TrustServiceException">Nobody gave an answer that can be used.</exception>
    public async Task Ask(X509Certificate2 certificate, X509Certificate2 issuer, FetchedEvidence found, CancellationToken cancellationToken)
    {
        var faults = new List<string>();
        foreach (var address in Allowed(RevocationAddresses.Responders(certificate), faults))
        {
            if (await Tried(() => AskResponder(address, certificate, issuer, cancellationToken), faults).ConfigureAwait(false) is { } answer)
            {
                found.AddAnswer(answer);
                return;
            }
        }

        foreach (var address in Allowed(RevocationAddresses.Lists(certificate), faults))
        {
            if (await Tried(() => FetchList(address, certificate, issuer, cancellationToken), faults).ConfigureAwait(false) is { } list)
            {
                found.AddList(list);
                return;
            }
        }

        throw new TrustServiceException(certificate.GetNameInfo(X509NameType.SimpleName, false), string.Join("; ", faults.DefaultIfEmpty("no address")));
    }

    private IEnumerable<Uri> Allowed(IEnumerable<Uri> addresses, List<string> faults)
    {
        foreach (var address in addresses)
        {
            if (settings.MayAsk(address))
                yield return address;
            else
                faults.Add($"{address.GetLeftPart(UriPartial.Path)} is not among the services that may be asked");
        }
    }

    private static async Task<byte[]?> Tried(Func<Task<byte[]>> ask, List<string> faults)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (TrustServiceException fault)
        {
            faults.Add(fault.Message);
            return null;
        }
    }

    private async Task<byte[]> AskResponder(Uri address, X509Certificate2 certificate, X509Certificate2 issuer, CancellationToken cancellationToken)
    {
        var question = new OcspQuestion(certificate, issuer);
        var answer = await http.Post(address, question.Encoded, "application/ocsp-request", settings.ForAnswer, cancellationToken).ConfigureAwait(false);
        try
        {
            if (!question.MayBeAnsweredBy(answer))
                throw new TrustServiceException(address.AbsoluteUri, "the answer is an error, or to another question");
        }
        catch (AsnContentException fault)
        {
            throw new TrustServiceException(address.AbsoluteUri, "the answer cannot be read", fault);
        }

        var data = new RevocationData(new Pdf.ReadingBudget(Pdf.ReadingBudget.Usual));
        data.AddAnswer(answer);
        return Current(data, certificate, issuer, address) ? answer : throw Unusable(address);
    }

    private async Task<byte[]> FetchList(Uri address, X509Certificate2 certificate, X509Certificate2 issuer, CancellationToken cancellationToken)
    {
        var list = await http.Get(address, TrustServiceClient.LargestList, settings.ForList, cancellationToken).ConfigureAwait(false);
        var data = new RevocationData(new Pdf.ReadingBudget(Pdf.ReadingBudget.Usual));
        data.AddList(list);
        return Current(data, certificate, issuer, address) ? list : throw Unusable(address);
    }

    // A revocation counts however old the word is; that all is well must be said for now.
    private bool Current(RevocationData data, X509Certificate2 certificate, X509Certificate2 issuer, Uri address)
    {
        var now = time.GetUtcNow();
        if (data.About(certificate, issuer, now - OldestAnswer) is not { } word)
            return false;
        if (word.ThisUpdate > now + TimeStampCheck.Tolerance)
            throw new TrustServiceException(address.AbsoluteUri, $"the answer is from the future: {word.ThisUpdate:O}");
        return word.RevokedAt is not null || word.NextUpdate >= now || (word.NextUpdate is null && word.ThisUpdate >= now - OldestAnswer);
    }

    private static TrustServiceException Unusable(Uri address) =>
        new(address.AbsoluteUri, "the answer says nothing about the certificate, is not signed by who may say it, or is too old");
}
