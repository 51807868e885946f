using System.Globalization;
using System.Text;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Import;
using VanLang.OneStop.Catalogue;
using VanLang.Rules.Contracts;

namespace VanLang.OneStop.Law.Impact;

/// <summary>
/// Reads a file <c>thu-tuc-CODE@2027-03-01.dmn</c> that is to become law: refused is what an import would refuse, and a decision that does not answer what every
/// procedure's must.
/// </summary>
sealed class ProposalFile(DecisionLibrary decisions, IEnumerable<IDecisionDemand> demands, ProcedureCatalogue catalogue)
{
    /// <summary>Largest file in bytes; the reader of decisions takes no more characters.</summary>
    public const long MostBytes = 5_000_000;

    const string Ending = ".dmn";
    static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi");

    /// <param name="name">Name of the file, without folder.</param>
    /// <param name="from">First legal day; null takes that of the name.</param>
    public async Task<ProposalReading> Read(string name, byte[] bytes, DateOnly? from, CancellationToken cancellationToken)
    {
        if (!name.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) || name[..^Ending.Length].Split('@') is not { Length: 1 or 2 } parts
            || ProcedureLaw.ProcedureOf(parts[0]) is not { Length: > 0 } procedure)
            return Refused(name, ImportCodes.BadValue, "Tên tệp phải là thu-tuc-MÃ.dmn hoặc thu-tuc-MÃ@2027-03-01.dmn.", "The file must be named thu-tuc-CODE.dmn or thu-tuc-CODE@2027-03-01.dmn.");
        DateOnly day = default;
        if (parts.Length == 2 && !DateOnly.TryParseExact(parts[1], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
            return Refused(name, ImportCodes.BadDate, $"Ngày {parts[1]} trong tên tệp không phải một ngày có thật, dạng 2027-03-01.", $"The day {parts[1]} in the name is no real day such as 2027-03-01.");
        if ((from ?? (parts.Length == 2 ? day : null)) is not { } first)
            return Refused(name, ImportCodes.BadDate, "Chưa có ngày có hiệu lực: ghi trong tên tệp hoặc nhập ngày.", "The first day is missing: write it in the name of the file, or enter it.");
        if (bytes.Length > MostBytes)
            return Refused(name, ImportCodes.FileTooLarge, "Tệp lớn hơn 5 MB.", "The file is larger than 5 MB.");
        if (!Utf8(bytes, out string content))
            return Refused(name, ImportCodes.NotUtf8, "Tệp không phải văn bản UTF-8.", "The file is not text in UTF-8.");

        DecisionModelLoad load = await decisions.Read(content, first, cancellationToken);
        if (load.Model is not { } model)
            return new(null, content, [.. load.Problems.Select(problem => Located(name, problem))]);
        List<ImportProblem> problems = [.. DecisionCheck.Of(model).Concat(DecisionCheck.Day(model, first)).Select(problem => Located(name, problem))];
        problems.AddRange(demands.SelectMany(demand => demand.Check(name, parts[0], model)));
        if (await catalogue.InForce(procedure, first, cancellationToken) is null)
            problems.Add(new(name, null, "$", null, ImportCodes.UnknownReference, $"Không có thủ tục {procedure} vào ngày {first:dd/MM/yyyy}.", $"There is no procedure {procedure} on {first:dd/MM/yyyy}."));
        return problems.Count > 0 ? new(null, content, problems) : new(new(parts[0], procedure, first, DefinitionStore.VersionOf(content), model), content, []);
    }

    static ImportProblem Located(string name, FeelProblem problem) =>
        new(name, problem.Line == 0 ? null : problem.Line, "$", problem.ElementId, problem.Code, problem.MessageIn(Vietnamese), problem.Message);

    static ProposalReading Refused(string name, string code, string vi, string en) => new(null, "", [new(name, null, "$", null, code, vi, en)]);

    static bool Utf8(byte[] bytes, out string text)
    {
        try
        {
            text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = "";
            return false;
        }
    }
}

/// <summary>A proposal, or what is wrong with its file.</summary>
sealed record ProposalReading(Proposal? Proposal, string Content, IReadOnlyList<ImportProblem> Problems);
