using System.Xml;
using VanLang.Signing.Checks;
using VanLang.Signing.Containers;
using VanLang.Signing.Pdf;

namespace VanLang.Signing.Contracts;

/// <summary>
/// Validates containers with several files and their signatures (ASiC-E, ETSI EN 319 162-1): each signature or time-stamp after ETSI EN 319 102-1 by the same rules as in PDF, each file against what is
/// signed of it, and that there is no file that nobody signed. Asks no network, unpacks nothing to a disk and keeps nothing.
/// </summary>
public static class ContainerSignatureCheck
{
    /// <summary>Checks a container.</summary>
    /// <param name="container">The whole file.</param>
    /// <param name="trust">Who is trusted.</param>
    /// <param name="now">Time of the check: what holds then counts where no time-stamp proves an earlier time.</param>
    /// <param name="limit">How long it may take; a few seconds when null.</param>
    /// <returns>A report; never throws for any bytes.</returns>
    public static SignatureReport Check(ReadOnlyMemory<byte> container, TrustList trust, DateTimeOffset now, TimeSpan? limit = null)
    {
        ArgumentNullException.ThrowIfNull(trust);
        var budget = new ReadingBudget(limit ?? ReadingBudget.Usual);
        try
        {
            var file = ContainerFile.Open(container, budget);
            var type = file.StatedType;
            if (type == ContainerFile.MediaType)
                return new ContainerChecker(file, new SignatureJudge(trust, budget, now), budget).Check();

            // Whoever takes away what says that it is a container must not make it one without signatures.
            return new SignatureReport([], new SigningProblem("check.container-type", type ?? "ZIP")) { IsUnreadable = !file.Entries.Any(entry => entry.IsOfContainer) };
        }
        catch (PdfLimitException limited)
        {
            return new SignatureReport([], new SigningProblem("check.limit", limited.What)) { ProblemVerdict = SignatureVerdict.Indeterminate };
        }
        catch (ContainerException fault)
        {
            return new SignatureReport([], new SigningProblem(fault.Code, fault.Detail));
        }
        catch (XmlException fault)
        {
            return new SignatureReport([], new SigningProblem("check.container-list", fault.Message));
        }
    }

    /// <summary>Whether a file is a ZIP file, whatever its name.</summary>
    internal static bool IsContainer(ReadOnlySpan<byte> file) => file.StartsWith("PK\u0003\u0004"u8);
}
