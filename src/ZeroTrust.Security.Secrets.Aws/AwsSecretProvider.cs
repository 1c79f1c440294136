using System.Buffers;
using System.Net;
using System.Text.Json;

namespace ZeroTrust.Security.Secrets.Aws;

/// <summary>Reads secrets of AWS Secrets Manager (API version 2017-10-17): one call for each reading, and none again by itself.</summary>
internal sealed class AwsSecretProvider(ServiceEndpoint endpoint, CallerIdentity identity, HttpMessageHandler handler, TimeProvider clock) : ISecretProvider, IDisposable
{
    private const int MaxPages = 10;

    private readonly SecretsManagerClient _client = new(identity, handler, clock);

    public async ValueTask<SecretResult> GetAsync(SecretRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Version is { Length: < 32 or > 64 })
        {
            return SecretResult.Missing("Secrets Manager has no version of such a name.");
        }

        const string action = "GetSecretValue";
        var body = Write(request.Name, ("VersionId", request.Version), ("VersionStage", request.Version is null ? "AWSCURRENT" : null));
        var (answer, problem) = await SendAsync(action, body, cancellationToken).ConfigureAwait(false);
        using (answer)
        {
            return answer is null ? problem
                : answer.IsTooLong ? SecretResult.Malformed("What Secrets Manager answered is longer than any secret.")
                : answer.Status == HttpStatusCode.OK ? ValueAnswer.Read(answer.Body.Span, request)
                : ServiceError.Read(answer, action);
        }
    }

    public async ValueTask<SecretVersionList> ListVersionsAsync(string name, CancellationToken cancellationToken = default)
    {
        var request = new SecretRequest(name);
        var (current, previous, next) = ((SecretVersionInfo?)null, (SecretVersionInfo?)null, (string?)null);
        for (var page = 0; page < MaxPages; page++)
        {
            var (found, problem) = await ListPageAsync(request.Name, next, cancellationToken).ConfigureAwait(false);
            if (found is null)
            {
                return SecretVersionList.Failed(problem);
            }

            (current, previous, next) = (current ?? found.Current, previous ?? found.Previous, found.Next);
            if (next is null || (current is not null && previous is not null))
            {
                break;
            }
        }

        return current is null
            ? SecretVersionList.Failed(SecretResult.Malformed("Secrets Manager lists no version that is in force."))
            : SecretVersionList.Found(previous is null ? [current] : [current, previous]);
    }

    public void Dispose()
    {
        _client.Dispose();
        identity.Dispose();
    }

    private static byte[] Write(string name, params ReadOnlySpan<(string Name, string? Value)> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("SecretId", name);
            foreach (var (member, value) in members)
            {
                if (value is not null)
                {
                    writer.WriteString(member, value);
                }
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private async Task<(VersionPage? Page, SecretResult Problem)> ListPageAsync(string name, string? next, CancellationToken cancellationToken)
    {
        const string action = "ListSecretVersionIds";
        var (answer, problem) = await SendAsync(action, Write(name, ("NextToken", next)), cancellationToken).ConfigureAwait(false);
        using (answer)
        {
            if (answer is null)
            {
                return (null, problem);
            }

            return answer.Status != HttpStatusCode.OK ? (null, ServiceError.Read(answer, action))
                : !answer.IsTooLong && VersionPage.Read(answer.Body) is { } page ? (page, default)
                : (null, SecretResult.Malformed("The list of versions that Secrets Manager answered with is not whole, too long, or not of the form of its interface."));
        }
    }

    private async Task<(ServiceAnswer? Answer, SecretResult Problem)> SendAsync(string action, byte[] body, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return endpoint.Find() is { } place
                ? (await _client.SendAsync(action, body, place, cancellationToken).ConfigureAwait(false), default)
                : (null, SecretResult.Refused($"No region is known: set {nameof(AwsSecretsOptions.Region)}, or AWS_REGION."));
        }
        catch (HttpRequestException fault)
        {
            return (null, SecretResult.Unavailable($"Secrets Manager cannot be asked ({fault.HttpRequestError})."));
        }
        catch (IOException fault)
        {
            return (null, SecretResult.Unavailable($"What Secrets Manager answered ended early ({fault.GetType().Name})."));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, SecretResult.Unavailable("Secrets Manager did not take the connection in time."));
        }
        catch (NoIdentityException fault)
        {
            return (null, SecretResult.Unavailable(fault.Message));
        }
    }
}
