namespace VanLang.Kernel.Files;

/// <summary>
/// Compound files (MS-CFB) are never taken in; this only tells people why: an Office document under a password (it then lies in a stream
/// named <c>EncryptedPackage</c>, MS-OFFCRYPTO) or one of the format before 2007.
/// </summary>
internal static class OleInspector
{
    private static readonly byte[] EncryptedPackage = System.Text.Encoding.Unicode.GetBytes("EncryptedPackage");

    /// <returns>The code of the refusal.</returns>
    public static async ValueTask<string> Inspect(IntakeReader reader, CancellationToken cancellationToken)
    {
        while (await reader.Fill(EncryptedPackage.Length, cancellationToken))
        {
            if (reader.Buffered.Span.IndexOf(EncryptedPackage) >= 0)
                return FileRefusal.Encrypted;
            reader.Skip(reader.Buffered.Length - EncryptedPackage.Length + 1);
        }

        return FileRefusal.OldOffice;
    }
}
