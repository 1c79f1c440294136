namespace ZeroTrust.Security.Secrets.Azure;

/// <summary>Holds the SDK to its vault: a token goes nowhere else, whatever the next page of a list is said to be, and no answer is longer than one of a vault can be.</summary>
internal sealed class VaultGuard(Uri vault, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>The longest answer: a value of 25 KiB with every byte of it written as an escape, and what is around it.</summary>
    public const int MaxBytes = 256 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is not { } address || Uri.Compare(address, vault, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) != 0)
        {
            throw new HttpRequestException("That is another address than the vault's.");
        }

        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            await response.Content.LoadIntoBufferAsync(MaxBytes, cancellationToken).ConfigureAwait(false);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
