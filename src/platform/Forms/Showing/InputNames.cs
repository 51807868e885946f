using VanLang.Forms.Contracts;
using VanLang.Web.Contracts;

namespace VanLang.Forms.Showing;

/// <summary>Names and ids of the HTML inputs of a field, as the components of Web make them.</summary>
internal static class InputNames
{
    /// <summary>Name of the button that shows the page again without going on.</summary>
    public const string Refresh = "_refresh";

    /// <summary>Name of the button that takes a file away; its value is the file's id.</summary>
    public const string RemoveFile = "_remove";

    /// <summary>Name of the button that adds a row; its value is the key of the group.</summary>
    public const string AddRow = "_add";

    /// <summary>Name of the button that takes a row away; its value is <c>key.row</c>, rows counted from 0.</summary>
    public const string DropRow = "_drop";

    /// <summary>Name of the button that looks for a place; its value is the field's key.</summary>
    public const string FindPlace = "_find";

    public static string Unit(string key) => key + ".Unit";

    public static string Find(string key) => key + ".Find";

    public static string FindId(string key) => FieldId.From(key + "-Find");

    public static string Day(string key) => key + ".Day";

    public static string Month(string key) => key + ".Month";

    public static string Year(string key) => key + ".Year";

    public static string Commune(string key) => key + ".Commune";

    public static string Detail(string key) => key + ".Detail";

    public static string DetailId(string key) => FieldId.From(key + "-Detail");

    /// <summary>Id of the first input: a key is letters, digits and low lines, which Web takes as id unchanged.</summary>
    public static string FirstId(SchemaField field) => field.IsSplitAddress ? field.Key + "-Commune" : field.Kind == FieldKind.Place ? FindId(field.Key) : field.Key;
}
