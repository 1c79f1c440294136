namespace ZeroTrust.Security.Tokens.Outbound;

/// <summary>Where the client's secret comes from: a file, or the application.</summary>
internal sealed class ClientSecret(string? file, Func<CancellationToken, ValueTask<Secret>>? provider)
{
    private const int MaxBytes = 4096;

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
