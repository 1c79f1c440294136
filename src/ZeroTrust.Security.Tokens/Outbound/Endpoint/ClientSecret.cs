namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>Where the client's secret comes from: a file, a store of secrets, or the application.</summary>
internal sealed class ClientSecret(string? file, Func<CancellationToken, ValueTask<Secret>>? provider)
{
    private const int MaxBytes = 4096;

    /// <summary>The secret in force whenever one is taken.</summary>
    public static ClientSecret Of(ISecretHandle handle) => new(null, cancellationToken => InForceAsync(handle, cancellationToken));

    /// <exception cref="ServiceTokenException">There is none.</exception>
    public async Task<Taken> TakeAsync(CancellationToken cancellationToken)
    {
        if (provider is not null)
        {
            return new(await provider(cancellationToken).ConfigureAwait(false), isOurs: false);
        }

        try
        {
            var secret = await SmallFile.ReadAsync(file!, MaxBytes, 0, static (bytes, _) => Read(bytes), cancellationToken).ConfigureAwait(false);
            return new(secret ?? throw Unavailable($"is empty, or larger than {MaxBytes} bytes"), isOurs: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unavailable($"cannot be read ({exception.GetType().Name})");
        }
    }

    private static async ValueTask<Secret> InForceAsync(ISecretHandle handle, CancellationToken cancellationToken)
    {
        try
        {
            var version = await handle.GetAsync(cancellationToken).ConfigureAwait(false);
            return version.HasValue ? version.Value : throw new ServiceTokenException(ServiceTokenFailure.SourceUnavailable, $"{handle.Reference} has several fields: name one.");
        }
        catch (SecretUnavailableException exception)
        {
            throw new ServiceTokenException(ServiceTokenFailure.SourceUnavailable, exception.Message);
        }
    }

    private static Secret? Read(ReadOnlySpan<byte> file)
    {
        var value = file.TrimEnd("\r\n"u8);
        return value.IsEmpty || file.Length > MaxBytes ? null : new(value);
    }

    private ServiceTokenException Unavailable(string what) => new(ServiceTokenFailure.SourceUnavailable, $"The secret's file {file} {what}.");

    /// <summary>A secret in use: one that was read for the purpose ends with it.</summary>
    internal readonly struct Taken(Secret value, bool isOurs) : IDisposable
    {
        public Secret Value => value;

        public void Dispose()
        {
            if (isOurs)
            {
                value.Dispose();
            }
        }
    }
}
