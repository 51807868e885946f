namespace VanLang.Forms.Contracts;

/// <summary>A closer meaning of a field (<c>properties.kind</c>) that brings its own rules.</summary>
public enum FieldKind
{
    /// <summary>No closer meaning.</summary>
    None,

    /// <summary>Number of a person's paper (<c>person-id</c>): 12 digits (identity number) or 9 (old identity card). Spaces and dots are taken out.</summary>
    PersonId,

    /// <summary>Commune and detail (<c>address</c>).</summary>
    Address,

    /// <summary>A person's name (<c>full-name</c>): letters, spaces, hyphen, apostrophe, full stop.</summary>
    FullName,

    /// <summary>A telephone number (<c>phone</c>): 8 to 15 digits, perhaps with a leading +. Spaces, dots and hyphens are taken out.</summary>
    Phone,

    /// <summary>A date of which the day, or day and month, may be unknown and left empty (<c>partial-date</c>).</summary>
    PartialDate,

    /// <summary>An e-mail address (<c>email</c>).</summary>
    Email,

    /// <summary>A place in the country as of a day (<c>place</c>): an administrative unit, found by its name, and a line before it.</summary>
    Place,

    /// <summary>
    /// A doubt (<c>doubt</c>): a box that appears while answers contradict each other, says so, and lets who fills in the form confirm them.
    /// Officials see that it was confirmed.
    /// </summary>
    Doubt,
}
