using System.Globalization;
using Microsoft.Extensions.Localization;
using VanLang.Kernel;
using VanLang.Web.Contracts;

namespace VanLang.Access.Delegations;

/// <summary>The words of the form by which a delegation is given.</summary>
sealed class DelegationFormWords(RoomCatalog rooms, IStringLocalizer<AccessRoom> text) : FormWords
{
    static readonly Dictionary<string, string> Labels = new()
    {
        ["Form.Permissions"] = "Powers", ["Form.Procedures"] = "Procedures", ["Form.From"] = "FirstDay", ["Form.To"] = "LastDay", ["Form.Paper"] = "Paper", ["Form.Note"] = "Note",
    };

    public override Task<Func<string, string, TypedValue?>?> Of(string path, CancellationToken cancellationToken) => Task.FromResult<Func<string, string, TypedValue?>?>(
        string.Equals(path, "/can-bo/uy-quyen/moi", StringComparison.OrdinalIgnoreCase)
            ? (name, value) => Labels.TryGetValue(name, out string? label) ? new(text[label], name == "Form.Permissions" ? Permission(value) : value) : null
            : null);

    string Permission(string name) =>
        rooms.Rooms.SelectMany(room => room.Permissions).FirstOrDefault(declared => declared.Name == name)?.Said(CultureInfo.CurrentUICulture).Words ?? name;
}
