namespace ZeroTrust.Security.Secrets.Npgsql.Pools;

/// <summary>Where user name and password are found.</summary>
/// <param name="Reference">The secret.</param>
/// <param name="UserName">The user that the connection string names; null where the secret does.</param>
/// <param name="UserNameField">The field with the user name.</param>
/// <param name="PasswordField">The field with the password.</param>
internal sealed record CredentialPlace(SecretRef Reference, string? UserName, string UserNameField, string PasswordField)
{
    /// <summary>The fields that the secret must have.</summary>
    public string[] Fields => UserName is null ? [UserNameField, PasswordField] : [];
}
