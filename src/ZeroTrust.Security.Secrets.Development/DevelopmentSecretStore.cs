using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using ZeroTrust.Security.Secrets.Development;

namespace ZeroTrust.Security;

/// <summary>
/// The secrets of one application on a developer's machine: one file, each value encrypted with a key ring of ASP.NET Core Data Protection that stands beside it. On Windows the user's login opens the ring; elsewhere whoever may read the directory
/// opens it too, so that the encryption keeps values out of backups and searches of the one file and no more. Threads and processes may share it: a change is made under a lock and replaces the file as a whole.
/// </summary>
public sealed class DevelopmentSecretStore
{
    private const string Purpose = "ZeroTrust.Security.Secrets.Development";
    private const int MaxApplicationLength = 64;

    private readonly string _application;
    private readonly SecretsFile _file;
    private readonly TimeProvider _clock;
    private readonly Lazy<IDataProtectionProvider> _protection;

    /// <summary>Opens the store of an application. Nothing is made before something is set.</summary>
    /// <param name="application">The application: 1 to 64 lower-case ASCII letters, digits and <c>-</c>.</param>
    /// <param name="directory">The directory of the file and of the key ring; null, the default, for <see cref="DefaultDirectory"/>.</param>
    /// <param name="clock">What dates come from; null, the default, for that of the system.</param>
    /// <exception cref="ArgumentException"><paramref name="application"/> is no such name.</exception>
    /// <exception cref="DirectoryNotFoundException">The user has no directory for settings, and none was given.</exception>
    public DevelopmentSecretStore(string application, string? directory = null, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(application);
        if (!IsApplication(application))
        {
            throw new ArgumentException("An application is 1 to 64 of a-z, 0-9 and '-'.", nameof(application));
        }

        var home = Path.GetFullPath(directory ?? DefaultDirectory);
        _application = application;
        _clock = clock ?? TimeProvider.System;
        _file = new(home, application);
        _protection = new(() => DataProtectionProvider.Create(PrivateDirectory.Make(Path.Combine(home, "keys")), static ring => ring.SetApplicationName(Purpose)));
    }

    /// <summary>Where secrets are unless a directory is given: the user's own settings.</summary>
    /// <value><c>~/.config/zerotrust/secrets</c>, or <c>%APPDATA%\zerotrust\secrets</c> on Windows.</value>
    /// <exception cref="DirectoryNotFoundException">The user has no directory for settings.</exception>
    public static string DefaultDirectory => Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify) is { Length: > 0 } settings
        ? Path.Combine(settings, "zerotrust", "secrets")
        : throw new DirectoryNotFoundException("This user has no directory for settings: say which directory to use.");

    /// <summary>Whether a text names an application.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Whether it is 1 to 64 lower-case ASCII letters, digits and <c>-</c>.</returns>
    public static bool IsApplication(string? text) =>
        text is { Length: > 0 and <= MaxApplicationLength } && text.All(static letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

    /// <summary>Sets a secret of one value, or one field of a secret. Fields beside it stay; a value in place of fields, or the other way round, replaces them.</summary>
    /// <param name="name">The name, as <see cref="SecretRef"/> allows it.</param>
    /// <param name="field">The field; null for the whole.</param>
    /// <param name="value">The value; it stays the caller's.</param>
    /// <exception cref="ArgumentException">A name is none, or there are too many fields, or the value is too long.</exception>
    /// <exception cref="IOException">The file cannot be changed, or is being changed by another process.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory is another user's, or open to others.</exception>
    public void Set(string name, string? field, Secret value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var secret = Check(name, field, value);
        _file.Change(content =>
        {
            var kept = field is null ? [] : content.Secrets.GetValueOrDefault(name)?.Values.Where(static one => one.Key.Length > 0) ?? [];
            var values = new Dictionary<string, string>(kept, StringComparer.Ordinal) { [field ?? ""] = Protect(secret, value) };
            Put(content, name, values);
            return true;
        });
    }

    /// <summary>Sets all fields of a secret at once, in place of what it was.</summary>
    /// <param name="name">The name, as <see cref="SecretRef"/> allows it.</param>
    /// <param name="fields">The fields; at least one. The values stay the caller's.</param>
    /// <exception cref="ArgumentException">A name is none, there are no fields or too many, or a value is too long.</exception>
    /// <exception cref="IOException">The file cannot be changed, or is being changed by another process.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory is another user's, or open to others.</exception>
    public void Set(string name, IReadOnlyDictionary<string, Secret> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        if (fields.Count == 0)
        {
            throw new ArgumentException("A secret has at least one field.", nameof(fields));
        }

        var values = fields.ToDictionary(static one => one.Key, one => Protect(Check(name, one.Key, one.Value), one.Value), StringComparer.Ordinal);
        _file.Change(content =>
        {
            Put(content, name, values);
            return true;
        });
    }

    /// <summary>Removes a secret, or one field of it; with its last field it is gone.</summary>
    /// <param name="name">The name.</param>
    /// <param name="field">The field; null for the whole.</param>
    /// <returns>Whether it was there.</returns>
    /// <exception cref="IOException">The file cannot be changed, or is being changed by another process.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory is another user's, or open to others.</exception>
    public bool Remove(string name, string? field = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _file.Change(content =>
        {
            if (field is null || !content.Secrets.TryGetValue(name, out var secret))
            {
                return content.Secrets.Remove(name);
            }

            var values = new Dictionary<string, string>(secret.Values, StringComparer.Ordinal);
            if (field.Length == 0 || !values.Remove(field))
            {
                return false;
            }

            content.Secrets.Remove(name);
            if (values.Count > 0)
            {
                Put(content, name, values);
            }

            return true;
        });
    }

    /// <summary>Lists the secrets, without their values.</summary>
    /// <returns>Those there are, by name.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read, or is open to others.</exception>
    /// <exception cref="FormatException">The file is none of this store.</exception>
    public IReadOnlyList<DevelopmentSecretInfo> List() =>
    [
        .. _file.Read().Secrets.OrderBy(static one => one.Key, StringComparer.Ordinal)
            .Select(static one => new DevelopmentSecretInfo(one.Key, [.. one.Value.Values.Keys.Where(static field => field.Length > 0).Order(StringComparer.Ordinal)], one.Value.ChangedAt)),
    ];

    /// <returns>Null where there is none.</returns>
    /// <exception cref="CryptographicException">The ring does not open it.</exception>
    internal SecretVersion? Find(string name)
    {
        if (!_file.Read().Secrets.TryGetValue(name, out var stored))
        {
            return null;
        }

        var fields = new Dictionary<string, Secret>(StringComparer.Ordinal);
        try
        {
            foreach (var (field, text) in stored.Values)
            {
                fields.Add(field, Unprotect(new("development", name, field.Length > 0 ? field : null), text));
            }

            return fields.Remove("", out var whole) ? new(fields, whole) { Version = stored.Version } : new(fields) { Version = stored.Version };
        }
        catch
        {
            Array.ForEach([.. fields.Values], static field => field.Dispose());
            throw;
        }
    }

    private static SecretRef Check(string name, string? field, Secret value) => value.Length <= SecretVersion.MaxBytes
        ? new("development", name, field)
        : throw new ArgumentException($"A secret has at most {SecretVersion.MaxBytes} bytes.", nameof(value));

    private void Put(SecretsContent content, string name, Dictionary<string, string> values)
    {
        if (values.Count > SecretVersion.MaxFields)
        {
            throw new ArgumentException($"A secret has at most {SecretVersion.MaxFields} fields.", nameof(values));
        }

        content.Secrets[name] = new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)), _clock.GetUtcNow(), values);
    }

    // For one application, name and field: what is copied to another name does not open there.
    private IDataProtector Protector(SecretRef secret) => _protection.Value.CreateProtector(Purpose, "v1", _application, secret.Name, secret.Field ?? "");

    private string Protect(SecretRef secret, Secret value)
    {
        var bytes = value.Reveal(0, static (bytes, _) => bytes.ToArray());
        try
        {
            return Convert.ToBase64String(Protector(secret).Protect(bytes));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private Secret Unprotect(SecretRef secret, string text)
    {
        var bytes = Protector(secret).Unprotect(Convert.FromBase64String(text));
        try
        {
            return new(bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
