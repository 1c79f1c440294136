namespace ZeroTrust.Security;

/// <summary>One permission, scope or role by name. Names compare ordinally. Immutable.</summary>
/// <param name="Kind">What the name is.</param>
/// <param name="Name">The name; never a pattern.</param>
public readonly record struct Grant(GrantKind Kind, string Name);
