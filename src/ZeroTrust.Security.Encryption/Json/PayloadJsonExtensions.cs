using System.Text.Json.Serialization.Metadata;
using ZeroTrust.Security.Encryption;

namespace ZeroTrust.Security;

/// <summary>Gives System.Text.Json what encrypts properties. It works on the metadata, be it generated or found by reflection, and is safe for trimming.</summary>
public static class PayloadJsonExtensions
{
    /// <summary>
    /// A resolver whose properties with <see cref="EncryptForAttribute"/> are written sealed, and opened when they are read. Set it as the
    /// <c>TypeInfoResolver</c> of the options. Writing throws <see cref="PayloadSealException"/> where there is no key at hand, and reading
    /// <see cref="System.Text.Json.JsonException"/> where the value is not one for this service and property.
    /// </summary>
    /// <param name="resolver">The resolver, such as a generated context.</param>
    /// <param name="protector">Seals and opens.</param>
    /// <returns>The new resolver.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static IJsonTypeInfoResolver WithEncryption(this IJsonTypeInfoResolver resolver, IPayloadProtector protector)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentNullException.ThrowIfNull(protector);
        return resolver.WithAddedModifier(type => Encrypt(type, protector));
    }

    private static void Encrypt(JsonTypeInfo type, IPayloadProtector protector)
    {
        foreach (var property in type.Properties)
        {
            if (property.AttributeProvider?.GetCustomAttributes(typeof(EncryptForAttribute), inherit: true) is [EncryptForAttribute attribute, ..])
            {
                property.CustomConverter = new SealedTextConverter(protector, attribute.Service, TypeOf(attribute, property));
            }
        }
    }

    private static string TypeOf(EncryptForAttribute attribute, JsonPropertyInfo property)
    {
        var type = attribute.Type ?? $"{property.DeclaringType.Name}.{property.Name}";
        if (property.PropertyType != typeof(string))
        {
            throw new InvalidOperationException($"{property.DeclaringType.Name}.{property.Name} is to be encrypted and no string. Make it one, or seal it with IPayloadProtector.");
        }

        return PayloadType.IsValid(type)
            ? type
            : throw new InvalidOperationException($"{property.DeclaringType.Name}.{property.Name} is to be encrypted and needs a Type of 1 to 64 letters, digits and +-._/: {type} is none.");
    }
}
