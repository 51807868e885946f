using System.Globalization;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using VanLang.Transparency;

namespace VanLang.Verify;

/// <summary>Whom the reader trusts, and the check of a signed head by it.</summary>
sealed record Trust(VerifierKey Log, IReadOnlyList<VerifierKey> Witnesses, X509Certificate2Collection StampRoots)
{
    const string TimeStamping = "1.3.6.1.5.5.7.3.8";

    public static Trust Of(VerifierKey log, IReadOnlyList<VerifierKey> witnesses, IReadOnlyList<FileInfo> stampRoots)
    {
        X509Certificate2Collection roots = [];
        foreach (FileInfo file in stampRoots)
            roots.ImportFromPemFile(file.FullName);
        return new(log, witnesses, roots);
    }

    /// <summary>The head of a note; what is wrong with its signatures is reported. Null where the log did not sign it.</summary>
    /// <exception cref="UnreadableException">It is no checkpoint.</exception>
    public Checkpoint? Head(string note, Report report)
    {
        if (SignedNote.TryParse(note) is not { } signed || Checkpoint.TryParse(signed.Text) is not { } head)
            throw new UnreadableException("đầu sổ không đúng dạng", "the head is no checkpoint");
        if (Checkpoint.Of(signed, Log) is null)
        {
            report.Bad($"đầu sổ gồm {head.Size} sự kiện không mang chữ ký của khóa {Log.Name} đã cho", $"the head of {head.Size} events is not signed by the given key of {Log.Name}");
            return null;
        }

        report.Good($"đầu sổ gồm {head.Size} sự kiện do {head.Origin} ký", $"the head of {head.Size} events is signed by {head.Origin}");
        foreach (VerifierKey witness in Witnesses)
        {
            if (witness.HasSigned(signed, out DateTimeOffset? at))
                report.Good($"{witness.Name} chứng kiến lúc {Time(at!.Value)}", $"witnessed by {witness.Name} at {Time(at.Value)}");
            else
                report.Bad($"{witness.Name} không chứng kiến đầu sổ này", $"{witness.Name} has not witnessed this head");
        }

        return head;
    }

    /// <summary>Reports what a time-stamp over a head is worth.</summary>
    public void Stamp(ReadOnlyMemory<byte> token, Checkpoint head, Report report) => Stamp(token, Encoding.UTF8.GetBytes(head.Text), "đầu sổ", "the head", report);

    /// <summary>Reports what a time-stamp over some bytes is worth.</summary>
    /// <param name="vietnamese">What they are.</param>
    /// <param name="english">The same.</param>
    public void Stamp(ReadOnlyMemory<byte> token, ReadOnlySpan<byte> stamped, string vietnamese, string english, Report report)
    {
        if (!Rfc3161TimestampToken.TryDecode(token, out Rfc3161TimestampToken? stamp, out int length) || length != token.Length)
        {
            report.Bad("dấu thời gian không đọc được", "the time-stamp cannot be read");
            return;
        }

        if (!stamp.VerifySignatureForData(stamped, out X509Certificate2? authority))
        {
            report.Bad($"dấu thời gian không thuộc {vietnamese} này", $"the time-stamp is not over {english}");
            return;
        }

        string at = Time(stamp.TokenInfo.Timestamp);
        if (StampRoots.Count == 0)
            report.Note($"dấu thời gian {at} trên {vietnamese} của {authority.Subject}, chưa đối chiếu với chứng thư gốc nào (--time-stamp-root)", $"time-stamp {at} over {english} by {authority.Subject}, compared with no root (--time-stamp-root)");
        else if (IsTrusted(authority, stamp))
            report.Good($"{vietnamese} có trước {at}, theo dấu thời gian của {authority.Subject}", $"{english} existed before {at}, by a time-stamp of {authority.Subject}");
        else
            report.Bad($"{authority.Subject} không thuộc chứng thư gốc đã cho", $"{authority.Subject} does not lead to the given root");
    }

    // Without a network nobody can be asked whether it was revoked; as of the time that it says itself.
    bool IsTrusted(X509Certificate2 authority, Rfc3161TimestampToken stamp)
    {
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(StampRoots);
        chain.ChainPolicy.ExtraStore.AddRange(stamp.AsSignedCms().Certificates);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new(TimeStamping));
        chain.ChainPolicy.VerificationTime = stamp.TokenInfo.Timestamp.UtcDateTime;
        return chain.Build(authority);
    }

    static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
