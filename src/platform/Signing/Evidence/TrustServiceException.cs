namespace VanLang.Signing.Evidence;

/// <summary>A service outside the house gave no usable answer. Caught inside the room; told as what is missing.</summary>
internal sealed class TrustServiceException(string service, string reason, Exception? inner = null) : Exception($"{service}: {reason}", inner);
