using Amazon.Runtime;
using Amazon.Runtime.Credentials;

namespace ZeroTrust.Security.Secrets.Aws;

/// <summary>The identity that requests are signed with. Finding and renewing it is the SDK's; it is never logged and never part of a result.</summary>
internal sealed class CallerIdentity : IDisposable
{
    private readonly DefaultAWSCredentialsIdentityResolver? _resolver;
    private AWSCredentials? _credentials;

    /// <param name="given">The one to use; null to look for the one of the surroundings.</param>
    public CallerIdentity(AWSCredentials? given)
    {
        _credentials = given;
        _resolver = given is null ? new() : null;
    }

    /// <exception cref="NoIdentityException">There is none.</exception>
    /// <exception cref="OperationCanceledException">The wait for it was cancelled.</exception>
    public async Task<ImmutableCredentials> GetAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_resolver is not null)
            {
                _credentials = await _resolver.ResolveIdentityAsync(null, cancellationToken).ConfigureAwait(false);
            }

            return await _credentials!.GetCredentialsAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Environment, files, processes and services: each way to an identity fails in its own.
        catch (Exception fault) when (fault is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            throw new NoIdentityException(fault);
        }
    }

    /// <summary>Has the identity made anew for the next call: the store has refused it.</summary>
    public void Renew() => (_credentials as RefreshingAWSCredentials)?.ClearCredentials();

    public void Dispose() => _resolver?.Dispose();
}
