namespace VanLang.OneStop.Portal;

/// <summary>The portal could not be asked or its answer could not be trusted; it is asked again.</summary>
/// <param name="code">Stable: <c>unreachable</c>, <c>refused</c>, <c>bad-signature</c>, <c>cut-file</c>, <c>other-content</c>, <c>unreadable</c>.</param>
/// <param name="detail">Status or place, never personal data.</param>
sealed class PortalException(string code, string detail) : Exception($"{code}: {detail}")
{
    public string Code { get; } = code;
}
