using System.Collections.Frozen;

namespace VanLang.Forms.Contracts;

/// <summary>
/// Who knows an answer before anybody types it ("ask once"). A field names a fact under <c>prefill</c>; what offers that fact is said here, so that designers see which questions cost
/// people nothing, and which ask what is known.
/// </summary>
public static class PrefillSources
{
    // The account knows these four; what an earlier declaration asked under the same name is known of all others.
    private static readonly FrozenDictionary<string, PrefillSource> OfAccount = new PrefillSource[]
    {
        new("person.fullName", PrefillOrigin.Account, new("họ tên của tài khoản", "name of the account")),
        new("person.identityNumber", PrefillOrigin.Account, new("số định danh của tài khoản", "personal number of the account")),
        new("person.phone", PrefillOrigin.Account, new("số điện thoại của tài khoản", "telephone number of the account")),
        new("person.email", PrefillOrigin.Account, new("thư điện tử của tài khoản", "e-mail address of the account")),
    }.ToFrozenDictionary(source => source.Name, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> ByAutocomplete = new Dictionary<string, string>
    {
        ["name"] = "person.fullName",
        ["tel"] = "person.phone",
        ["email"] = "person.email",
        ["street-address"] = "person.address",
        ["bday"] = "person.birthDate",
        ["sex"] = "person.sex",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // What a name may begin with: of whom or what the fact is.
    private static readonly FrozenSet<string> Roots = new[] { "person", "household", "member", "business", "dossier" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The source that a field names; null where nobody offers it an answer.</summary>
    public static PrefillSource? For(SchemaField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.PrefillFrom is { } name ? Named(name) : null;
    }

    /// <summary>A source that knows what a field asks though the field does not name it: the question could be spared. Null where none is known.</summary>
    public static PrefillSource? Missed(SchemaField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (field.PrefillFrom is not null || field.IsComputed || field.Initial is not null)
            return null;
        return field.Autocomplete is { } token && ByAutocomplete.TryGetValue(token, out var name) ? Named(name) : null;
    }

    /// <summary>Whether a name is one under which facts are known: <c>person.birthDate</c>, <c>household.members</c>, <c>dossier.KEY</c>.</summary>
    internal static bool IsName(string name) => name.Split('.') is [var root, { Length: > 0 }] && Roots.Contains(root);

    private static PrefillSource Named(string name) =>
        OfAccount.GetValueOrDefault(name)
        ?? (name.StartsWith("dossier.", StringComparison.Ordinal)
            ? new(name, PrefillOrigin.Declaration, new("tờ khai của hồ sơ", "the declaration of the dossier"))
            : new(name, PrefillOrigin.EarlierDossier, new("hồ sơ trước của cùng tài khoản", "an earlier dossier of the same account")));
}

/// <summary>Who offers an answer.</summary>
/// <param name="Name">Name of the fact, as fields write it under <c>prefill</c>.</param>
/// <param name="Origin">Where it is known.</param>
/// <param name="Said">The same in words, within a sentence.</param>
public sealed record PrefillSource(string Name, PrefillOrigin Origin, LocalText Said);

/// <summary>Where a fact is known.</summary>
public enum PrefillOrigin
{
    /// <summary>The account of who is signed in; there on the first declaration already.</summary>
    Account,

    /// <summary>A dossier that the same account has filed before, whose form asked for the same fact.</summary>
    EarlierDossier,

    /// <summary>The declaration of the dossier, for the officer's form.</summary>
    Declaration,
}
