using System.CommandLine;
using System.Globalization;
using VanLang.Transparency;

namespace VanLang.Commands;

/// <summary>
/// <c>vanlang ledger</c>: the record as seen from outside. <c>verify-proof FILE.json</c> checks a proof with nothing but the file: 0: it holds, 1: it does not, 2: the file is no
/// proof. The other verbs write what is handed out (<see cref="LedgerWriting"/>).
/// </summary>
static class LedgerCommand
{
    const int Holds = 0;
    const int DoesNotHold = 1;
    const int IsNoProof = 2;

    public static Command Create()
    {
        Argument<FileInfo> file = new("FILE") { Description = "Tệp JSON của bằng chứng / JSON file of the proof" };
        Command verify = new("verify-proof", "Kiểm tra một bằng chứng có mặt hoặc nhất quán: 0 đúng, 1 sai, 2 không phải bằng chứng / check a proof of inclusion or consistency: 0 holds, 1 does not, 2 no proof") { file };
        verify.SetAction((parsed, cancellationToken) => VerifyProof(parsed.GetRequiredValue(file), Console.Out, Console.Error, cancellationToken));
        Command ledger = new("ledger", "Sổ cái minh chứng nhìn từ bên ngoài / the record as seen from outside") { verify };
        foreach (Command writing in LedgerWriting.Commands())
            ledger.Add(writing);
        return ledger;
    }

    /// <summary>Checks one file. The verdict goes to <paramref name="output"/>, why a file is no proof to <paramref name="errors"/>.</summary>
    public static async Task<int> VerifyProof(FileInfo file, TextWriter output, TextWriter errors, CancellationToken cancellationToken)
    {
        byte[] json;
        try
        {
            await using FileStream stream = file.OpenRead();
            json = new byte[Math.Min(stream.Length, MerkleProofFile.LargestSize + 1)];
            await stream.ReadExactlyAsync(json, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"{file.Name}: không đọc được tệp / cannot be read: {exception.Message}");
            return IsNoProof;
        }

        MerkleProofReading reading = MerkleProofFile.Read(json);
        if (reading.Problem is { } problem)
        {
            await errors.WriteLineAsync($"{file.Name}: {problem.Text(new CultureInfo("vi"))}. / {problem.Text(new CultureInfo("en"))}.");
            return IsNoProof;
        }

        bool allHold = true;
        foreach (MerkleProof proof in reading.Proofs)
        {
            bool holds = proof.Holds();
            allHold &= holds;
            await output.WriteLineAsync($"{file.Name}: {Says(proof, holds)}");
        }

        return allHold ? Holds : DoesNotHold;
    }

    static string Says(MerkleProof proof, bool holds) => (proof, holds) switch
    {
        (InclusionProof inclusion, true) =>
            $"ĐÚNG: lá số {inclusion.LeafIndex} có trong sổ gồm {inclusion.TreeSize} lá. / HOLDS: leaf {inclusion.LeafIndex} is in the log of {inclusion.TreeSize} leaves.",
        (ConsistencyProof consistency, true) =>
            $"ĐÚNG: sổ gồm {consistency.SecondSize} lá giữ nguyên {consistency.FirstSize} lá đầu. / HOLDS: the log of {consistency.SecondSize} leaves begins with the log of {consistency.FirstSize}, unchanged.",
        (InclusionProof, false) => "SAI: bằng chứng không dẫn từ lá đến gốc. / DOES NOT HOLD: the proof does not lead from the leaf to the root.",
        _ => "SAI: bằng chứng không nối gốc trước với gốc sau. / DOES NOT HOLD: the proof does not connect the earlier root with the later.",
    };
}
