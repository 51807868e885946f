namespace VanLang.Signing.Contracts;

/// <summary>A signed file with what was added for its later check.</summary>
/// <param name="Pdf">The file; it begins with the bytes that were given.</param>
/// <param name="HasGrown">Whether anything was added.</param>
/// <param name="Missing">What a service did not give, in English for operators; empty when all is there.</param>
/// <param name="RenewBefore">When another time-stamp of the document must be added: half a year before certificate or algorithms of the last one end. Null while it has none.</param>
public sealed record ExtendedFile(ReadOnlyMemory<byte> Pdf, bool HasGrown, IReadOnlyList<string> Missing, DateTimeOffset? RenewBefore);
