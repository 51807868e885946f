namespace VanLang.Signing.Containers;

/// <summary>A container is not what it should be. Caught inside the room; told as a problem of the whole file.</summary>
/// <param name="code">Code of the sentence.</param>
/// <param name="detail">Which entry, or what of it.</param>
internal sealed class ContainerException(string code, string detail) : Exception($"{code}: {detail}")
{
    public string Code => code;

    public string Detail => detail;
}
