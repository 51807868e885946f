using System.Text.Json;
using System.Text.Json.Serialization;
using VanLang.Forms.Contracts;
using VanLang.Kernel.Definitions;
using VanLang.Kernel.Import;

namespace VanLang.OneStop.Catalogue;

/// <summary>The administrative procedures of the province, by day and by version.</summary>
sealed class ProcedureCatalogue(DefinitionStore definitions)
{
    public const string Kind = "procedure";

    // Published versions outlive the fields they were written with: what has moved elsewhere is passed over.
    static readonly JsonSerializerOptions Stored = new(ImportJson.Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip };

    /// <summary>The version that a dossier keeps.</summary>
    public Task<Procedure> Version(string code, string version) => definitions.Compiled(Kind, code, version, Read);

    /// <summary>The version in force on a day; null where the procedure does not exist then.</summary>
    public async Task<VersionedProcedure?> InForce(string code, DateOnly day, CancellationToken cancellationToken) =>
        await definitions.InForce(Kind, code, day, cancellationToken) is { } definition
            ? new(await Version(code, definition.Version), definition.Version)
            : null;

    /// <summary>Every procedure in force on a day, by code.</summary>
    public async Task<IReadOnlyList<Procedure>> All(DateOnly day, CancellationToken cancellationToken)
    {
        List<Procedure> procedures = [];
        foreach (Definition definition in await definitions.AllInForce(Kind, day, cancellationToken))
            procedures.Add(await Version(definition.Key, definition.Version));
        return procedures;
    }

    /// <summary>The e-form in force on a day; null where there is none.</summary>
    public Task<Definition?> Form(string key, DateOnly day, CancellationToken cancellationToken) =>
        definitions.InForce(FormLibrary.Kind, key, day, cancellationToken);

    public static Procedure Read(string content) => JsonSerializer.Deserialize<Procedure>(content, Stored)!;
}

/// <summary>A procedure with the id of its version.</summary>
sealed record VersionedProcedure(Procedure Procedure, string Version);
