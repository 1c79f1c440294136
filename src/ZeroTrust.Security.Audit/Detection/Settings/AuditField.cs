using ZeroTrust.Security.Audit.Detection;

namespace ZeroTrust.Security;

/// <summary>
/// A part of an event that a detection rule counts by. Who acted is always who was proven: what a refused token claims of itself is no field. An
/// event without the field does not count. Immutable.
/// </summary>
public readonly record struct AuditField
{
    private const string DetailPrefix = "detail:";

    private AuditField(AuditFieldKind kind, string word) => (Kind, Word) = (kind, word);

    /// <summary>The user, as the pair of issuer and subject; where there is none, the service.</summary>
    /// <value>In settings <c>actor</c>.</value>
    public static AuditField Actor { get; } = new(AuditFieldKind.Actor, "actor");

    /// <summary>The user, as the pair of issuer and subject.</summary>
    /// <value>In settings <c>user</c>.</value>
    public static AuditField User { get; } = new(AuditFieldKind.User, "user");

    /// <summary>The service that sent the request.</summary>
    /// <value>In settings <c>service</c>.</value>
    public static AuditField Service { get; } = new(AuditFieldKind.Service, "service");

    /// <summary>The OAuth client that the token was issued to, with the token's issuer.</summary>
    /// <value>In settings <c>client</c>.</value>
    public static AuditField Client { get; } = new(AuditFieldKind.Client, "client");

    /// <summary>The tenant.</summary>
    /// <value>In settings <c>tenant</c>.</value>
    public static AuditField Tenant { get; } = new(AuditFieldKind.Tenant, "tenant");

    /// <summary>The client's address: the forwarded one where a trusted proxy gave one, else the socket's. Of IPv6 the first 64 bits, which is what one customer has.</summary>
    /// <value>In settings <c>address</c>.</value>
    public static AuditField ClientAddress { get; } = new(AuditFieldKind.ClientAddress, "address");

    /// <summary>What was acted on: of a request its route pattern.</summary>
    /// <value>In settings <c>resource</c>.</value>
    public static AuditField Resource { get; } = new(AuditFieldKind.Resource, "resource");

    /// <summary>What was done: of a request its method.</summary>
    /// <value>In settings <c>action</c>.</value>
    public static AuditField Action { get; } = new(AuditFieldKind.Action, "action");

    /// <summary>The code of the answer.</summary>
    /// <value>In settings <c>code</c>.</value>
    public static AuditField Code { get; } = new(AuditFieldKind.Code, "code");

    /// <summary>The reason.</summary>
    /// <value>In settings <c>reason</c>.</value>
    public static AuditField Reason { get; } = new(AuditFieldKind.Reason, "reason");

    /// <summary>The type of the event: all events of one type are counted together, whoever is in them. It is what the audit's own records have.</summary>
    /// <value>In settings <c>type</c>.</value>
    public static AuditField Type { get; } = new(AuditFieldKind.Type, "type");

    internal AuditFieldKind Kind { get; }

    internal string? DetailName => Kind == AuditFieldKind.Detail ? Word[DetailPrefix.Length..] : null;

    /// <summary>The words of settings, for messages.</summary>
    internal static IReadOnlyList<AuditField> All { get; } = [Actor, User, Service, Client, Tenant, ClientAddress, Resource, Action, Code, Reason, Type];

    private string Word { get; }

    /// <summary>A detail of an event of the application.</summary>
    /// <param name="name">The detail's name, compared ordinally.</param>
    /// <returns>The field; in settings <c>detail:NAME</c>.</returns>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null or empty.</exception>
    public static AuditField Detail(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new(AuditFieldKind.Detail, DetailPrefix + name);
    }

    /// <summary>Reads the word of settings.</summary>
    /// <param name="text">Such as <c>actor</c> or <c>detail:card</c>.</param>
    /// <param name="field">The field.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string? text, out AuditField field)
    {
        field = All.FirstOrDefault(known => known.Word == text);
        if (field.Kind == AuditFieldKind.None && text?.Length > DetailPrefix.Length && text.StartsWith(DetailPrefix, StringComparison.Ordinal))
        {
            field = Detail(text[DetailPrefix.Length..]);
        }

        return field.Kind != AuditFieldKind.None;
    }

    /// <summary>The word of settings.</summary>
    /// <returns>Such as <c>actor</c>.</returns>
    public override string ToString() => Word ?? "";
}
