namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>A host resolved to an address that must not be dialled. Thrown where a handler's callback has no other way to refuse; never on a request's path.</summary>
internal sealed class AddressRefusedException(string message) : Exception(message);
