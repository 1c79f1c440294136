namespace ZeroTrust.Security.Tokens.Issuers;

/// <summary>Reads a body whole, up to a bound.</summary>
internal static class BoundedBody
{
    /// <returns>The body; null when it is larger than <paramref name="most"/>.</returns>
    public static async Task<byte[]?> ReadAsync(HttpContent content, int most, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        using var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        while (await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var read)
        {
            if (body.Length + read > most)
            {
                return null;
            }

            await body.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
        }

        return body.ToArray();
    }
}
