namespace ZeroTrust.Security;

/// <summary>
/// Has a property of a DTO written as a message that one service alone reads, and read as one that this service opens. It takes effect where the
/// serialiser was given a protector (<see cref="PayloadJsonExtensions"/>); with <see cref="EncryptedTextConverter"/> beside it nothing is
/// written anywhere else. The property is a string; null is written as null.
/// </summary>
/// <param name="service">The name of the service, as it is configured among the recipients of whoever writes.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EncryptForAttribute(string service) : Attribute
{
    /// <summary>The name of the service.</summary>
    public string Service { get; } = service;

    /// <summary>The kind of message: whoever writes and whoever reads have the same, and no two properties that must not be exchanged.</summary>
    /// <value>Null, the default, is the name of the DTO's type, a dot, and the property's name in JSON, such as <c>Order.cardNumber</c>.</value>
    public string? Type { get; set; }
}
