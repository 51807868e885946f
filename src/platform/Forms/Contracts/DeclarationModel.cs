namespace VanLang.Forms.Contracts;

/// <summary>
/// What the author of a form says of its declaration on paper (tờ khai), under <c>properties.print</c> of the head: what the law prescribes and the questions do not tell.
/// </summary>
/// <param name="Number">Number of the model ("Mẫu số 09/ĐK"), or null where it has none.</param>
/// <param name="IssuedWith">With which text the model was issued ("Ban hành kèm theo Thông tư số 04/2020/TT-BTP"), or null.</param>
/// <param name="From">First day on which that text holds; number and text are not printed before, when there was another model or none. Null for all days.</param>
/// <param name="Addressee">Whom it addresses, where that is not the agency that decides; or null.</param>
/// <param name="Opening">Sentence before the first question, or null.</param>
/// <param name="Template">Print template of a model whose layout the law prescribes; null for the common one.</param>
/// <param name="Signers">Who signs, in the order from left to right; empty for the one who files it.</param>
public sealed record DeclarationModel(string? Number, string? IssuedWith, DateOnly? From, string? Addressee, string? Opening, string? Template, IReadOnlyList<DeclarationSigner> Signers)
{
    /// <summary>A model of which nothing is said.</summary>
    public static DeclarationModel Plain { get; } = new(null, null, null, null, null, null, []);
}

/// <summary>A place for a signature.</summary>
/// <param name="Title">Who signs there ("Bên nữ").</param>
/// <param name="Field">Key of the field with the name, or null for who files it.</param>
public sealed record DeclarationSigner(string Title, string? Field);
