using System.Collections.Concurrent;
using System.Security.Cryptography;
using VanLang.Forms.Contracts;
using VanLang.Kernel;
using VanLang.Kernel.Calendar;
using VanLang.Kernel.Definitions;
using VanLang.OneStop.Catalogue;
using VanLang.OneStop.Contracts;
using VanLang.Printing.Contracts;

namespace VanLang.OneStop.Papers;

/// <summary>
/// The declaration of a procedure to be written by hand. It is the same for everybody, so it is printed once and kept in memory until something is published or the day ends; there is one for each
/// procedure with a form, a few hundred kB each at most.
/// </summary>
sealed class EmptyDeclarations(ProcedureCatalogue catalogue, FormLibrary forms, TemplateLibrary templates, DefinitionStore definitions, TimeProvider time, Installation installation)
{
    volatile Kept kept = new(new object(), DateOnly.MinValue);

    /// <summary>The declaration as it is today; null where the procedure is not there or has no form.</summary>
    public async Task<EmptyDeclaration?> Of(string procedure, CancellationToken cancellationToken)
    {
        DateOnly today = VietnamTime.DateOf(time.GetUtcNow());
        if (await catalogue.InForce(procedure, today, cancellationToken) is not { Procedure: { Form: { } key } found } || await catalogue.Form(key, today, cancellationToken) is not { } form)
            return null;
        object mark = await definitions.Mark(cancellationToken);
        if (kept.Mark != mark || kept.Day != today)
            kept = new(mark, today);
        ConcurrentDictionary<string, Lazy<Task<EmptyDeclaration>>> papers = kept.Papers;
        // However many ask at once, it is printed once; who goes away does not take it from the others.
        Lazy<Task<EmptyDeclaration>> paper = papers.GetOrAdd(found.Code, _ => new(() => Print(form.Key, form.Version, today)));
        try
        {
            return await paper.Value.WaitAsync(cancellationToken);
        }
        catch (Exception) when (paper.Value.IsFaulted)
        {
            papers.TryRemove(new(found.Code, paper));
            throw;
        }
    }

    async Task<EmptyDeclaration> Print(string key, string version, DateOnly day)
    {
        FormSchema form = await forms.Version(key, version);
        DateTimeOffset at = VietnamTime.At(day, TimeOnly.MinValue);
        FormDeclaration declaration = form.EmptyDeclaration(at);
        PrintTemplate template = await templates.InForce(declaration.Template ?? DeclarationSheet.CommonTemplate, day, CancellationToken.None);
        byte[] pdf = DeclarationSheet.Print(template, declaration, new(at, null, null, [], Filed: null), installation.IsDemonstration).Pdf.ToArray();
        return new(pdf, Convert.ToHexStringLower(SHA256.HashData(pdf)));
    }

    sealed record Kept(object Mark, DateOnly Day)
    {
        public ConcurrentDictionary<string, Lazy<Task<EmptyDeclaration>>> Papers { get; } = new(StringComparer.Ordinal);
    }
}

/// <summary>A declaration to be written by hand.</summary>
/// <param name="Pdf">The file.</param>
/// <param name="Hash">SHA-256 of it, hexadecimal.</param>
sealed record EmptyDeclaration(byte[] Pdf, string Hash);
