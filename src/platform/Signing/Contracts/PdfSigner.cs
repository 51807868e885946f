using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using VanLang.Signing.Pdf;

namespace VanLang.Signing.Contracts;

/// <summary>
/// Signs PDF files by incremental update, PAdES baseline B (ETSI EN 319 142-1, SubFilter ETSI.CAdES.detached, SHA-256). Two steps:
/// <see cref="Prepare"/> makes the document and its digest, the key signs somewhere (<see cref="UnlockedKey.Sign"/>, a token, a remote
/// service), <see cref="Complete"/> checks what came back and puts it in. The same input gives the same bytes, the signature value apart.
/// </summary>
public static class PdfSigner
{
    /// <summary>Writes the update with room for the signature. Never changes a byte of the given file.</summary>
    /// <param name="pdf">The whole file.</param>
    /// <param name="request">What to add, fill and sign.</param>
    public static PrepareOutcome Prepare(ReadOnlyMemory<byte> pdf, SignatureRequest request)
    {
        try
        {
            var file = PdfFile.Open(pdf);
            if (file.IsEncrypted)
                return new PrepareOutcome.Refused(new SigningProblem(SigningCodes.PdfEncrypted));
            var revision = new SignedRevision(file, request);
            return revision.Write() is { } prepared
                ? new PrepareOutcome.Ready(prepared)
                : new PrepareOutcome.Refused(revision.Problem!);
        }
        catch (Exception fault) when (PdfFormatException.Explains(fault))
        {
            return new PrepareOutcome.Refused(new SigningProblem(SigningCodes.PdfBroken, fault.Message));
        }
    }

    /// <summary>Puts a CMS signature in, after checking that it signs exactly the prepared document with a usable certificate.</summary>
    /// <param name="prepared">What was prepared.</param>
    /// <param name="cms">Detached CMS (DER) over the prepared digest.</param>
    public static CompleteOutcome Complete(PreparedSignature prepared, ReadOnlySpan<byte> cms)
    {
        if (Fault(prepared, cms.ToArray()) is { } problem)
            return new CompleteOutcome.Refused(problem);
        return new CompleteOutcome.Done(prepared.Filled(cms)!);
    }

    private static SigningProblem? Fault(PreparedSignature prepared, byte[] cms)
    {
        if (2 * cms.Length > prepared.HoleLength - 2)
            return new SigningProblem(SigningCodes.TooLarge, $"{cms.Length}");
        try
        {
            var signed = new SignedCms(new ContentInfo(prepared.SignedBytes()), detached: true);
            signed.Decode(cms);
            if (signed.SignerInfos.Count != 1 || signed.SignerInfos[0].Certificate is not { } certificate)
                return new SigningProblem(SigningCodes.WrongSignature);
            signed.CheckSignature(verifySignatureOnly: true);
            return CertificateCheck.FaultOfUse(certificate, prepared.SignedAt);
        }
        catch (CryptographicException)
        {
            return new SigningProblem(SigningCodes.WrongSignature);
        }
    }
}
