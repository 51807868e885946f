namespace VanLang.Forms.Contracts;

/// <summary>What a field takes; in brackets the component type of form-js.</summary>
public enum FieldType
{
    /// <summary>One line of text (<c>textfield</c>).</summary>
    Text,

    /// <summary>Several lines (<c>textarea</c>).</summary>
    TextArea,

    /// <summary>A number (<c>number</c>).</summary>
    Number,

    /// <summary>A box to tick (<c>checkbox</c>).</summary>
    Checkbox,

    /// <summary>One of few options, all seen (<c>radio</c>).</summary>
    Radio,

    /// <summary>One of many options (<c>select</c>).</summary>
    Select,

    /// <summary>A date (<c>datetime</c> with <c>subtype: date</c>).</summary>
    Date,

    /// <summary>A slot for files of one dossier component (<c>filepicker</c>). Files are kept by the application, not in the answers.</summary>
    File,

    /// <summary>A group of fields that repeats (<c>dynamiclist</c>): one row for each child, each rented room.</summary>
    Rows,
}
