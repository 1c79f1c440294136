using System.Text;

namespace ZeroTrust.Security.Secrets.Npgsql.Pools;

/// <summary>A user name and its password, both of one version of one secret. The password is a copy, for the version is the handle's.</summary>
internal sealed record Credentials(string UserName, Secret Password) : IDisposable
{
    /// <summary>Whether the server would see a difference.</summary>
    public bool AreSameAs(Credentials other) => string.Equals(UserName, other.UserName, StringComparison.Ordinal) && Password.Equals(other.Password);

    public void Dispose() => Password.Dispose();

    // A record prints its members.
    public override string ToString() => "[secret]";

    /// <summary>Reads both from one version.</summary>
    /// <param name="version">The version.</param>
    /// <param name="place">Where they stand in it.</param>
    /// <exception cref="SecretUnavailableException">One of them is not there.</exception>
    public static Credentials Of(SecretVersion version, CredentialPlace place)
    {
        if (place.UserName is { } fixedName)
        {
            return version.HasValue
                ? new(fixedName, CopyOf(version.Value))
                : throw new SecretUnavailableException(place.Reference, $"{place.Reference} has several fields: name the one of the password, as in secret://store/name#password.");
        }

        return new(TextOf(FieldOf(version, place.UserNameField, place.Reference)), CopyOf(FieldOf(version, place.PasswordField, place.Reference)));
    }

    private static Secret FieldOf(SecretVersion version, string field, SecretRef reference) =>
        version.Fields.GetValueOrDefault(field) ?? throw new SecretUnavailableException(reference, $"{reference} has no field '{field}'.");

    private static Secret CopyOf(Secret value) => value.Reveal(0, static (bytes, _) => new Secret(bytes));

    private static string TextOf(Secret value) => value.Reveal(0, static (bytes, _) => Encoding.UTF8.GetString(bytes));
}
