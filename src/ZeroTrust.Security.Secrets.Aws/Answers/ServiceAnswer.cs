using System.Net;
using System.Security.Cryptography;

namespace ZeroTrust.Security.Secrets.Aws;

/// <summary>The status and the body of one answer. The body stays in one place of memory and is zeroed at the end.</summary>
internal sealed class ServiceAnswer : IDisposable
{
    /// <summary>The longest body: a value of the greatest length with every byte of it written as an escape, and what is around it.</summary>
    public const int MaxBytes = (6 * SecretVersion.MaxBytes) + (16 * 1024);

    private const int FirstBytes = 4 * 1024;

    private byte[] _buffer;
    private int _length;

    private ServiceAnswer(HttpStatusCode status, TimeSpan retryAfter, int capacity)
    {
        (Status, RetryAfter) = (status, retryAfter);
        _buffer = GC.AllocateUninitializedArray<byte>(capacity, pinned: true);
    }

    public HttpStatusCode Status { get; }

    /// <summary>How long it asks to be left alone; zero where it does not say.</summary>
    public TimeSpan RetryAfter { get; }

    /// <summary>Whether the body is longer than any that is expected. What was read of it is then not the whole.</summary>
    public bool IsTooLong { get; private set; }

    public ReadOnlyMemory<byte> Body => _buffer.AsMemory(0, _length);

    public static async Task<ServiceAnswer> ReadAsync(HttpResponseMessage response, TimeProvider clock, CancellationToken cancellationToken)
    {
        var answer = new ServiceAnswer(response.StatusCode, RetryAfterOf(response, clock), FirstBytes);
        try
        {
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                await answer.FillAsync(stream, cancellationToken).ConfigureAwait(false);
            }

            return answer;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(_buffer);

    private static TimeSpan RetryAfterOf(HttpResponseMessage response, TimeProvider clock)
    {
        var after = response.Headers.RetryAfter;
        var wait = after?.Delta ?? (after?.Date - clock.GetUtcNow()) ?? TimeSpan.Zero;
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    private async Task FillAsync(Stream stream, CancellationToken cancellationToken)
    {
        int read;
        do
        {
            if (_length == _buffer.Length)
            {
                Grow();
            }

            read = await stream.ReadAsync(_buffer.AsMemory(_length), cancellationToken).ConfigureAwait(false);
            _length += read;
            IsTooLong = _length > MaxBytes;
        }
        while (read > 0 && !IsTooLong);
    }

    private void Grow()
    {
        var larger = GC.AllocateUninitializedArray<byte>(_buffer.Length * 2, pinned: true);
        _buffer.CopyTo(larger, 0);
        CryptographicOperations.ZeroMemory(_buffer);
        _buffer = larger;
    }
}
