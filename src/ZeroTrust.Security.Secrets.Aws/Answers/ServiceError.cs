using System.Collections.Frozen;
using System.Net;
using System.Text.Json;

namespace ZeroTrust.Security.Secrets.Aws;

/// <summary>What an answer other than 200 means. Its message is never repeated, for it may name accounts and roles; its type is, where it is one of those known here.</summary>
internal static class ServiceError
{
    private enum Kind
    {
        Missing,
        NotAllowed,
        Key,
        State,
        Request,
        Expired,
        Identity,
        Busy,
    }

    // As the API reference of Secrets Manager and "Common errors" list them.
    private static readonly FrozenDictionary<string, Kind> Kinds = new Dictionary<string, Kind>(StringComparer.Ordinal)
    {
        ["ResourceNotFoundException"] = Kind.Missing,
        ["AccessDeniedException"] = Kind.NotAllowed,
        ["NotAuthorized"] = Kind.NotAllowed,
        ["OptInRequired"] = Kind.NotAllowed,
        ["DecryptionFailure"] = Kind.Key,
        ["InvalidRequestException"] = Kind.State,
        ["InvalidParameterException"] = Kind.Request,
        ["InvalidNextTokenException"] = Kind.Request,
        ["ValidationException"] = Kind.Request,
        ["ValidationError"] = Kind.Request,
        ["ExpiredToken"] = Kind.Expired,
        ["ExpiredTokenException"] = Kind.Expired,
        ["IncompleteSignature"] = Kind.Identity,
        ["IncompleteSignatureException"] = Kind.Identity,
        ["InvalidClientTokenId"] = Kind.Identity,
        ["InvalidSignatureException"] = Kind.Identity,
        ["MissingAuthenticationToken"] = Kind.Identity,
        ["MissingAuthenticationTokenException"] = Kind.Identity,
        ["RequestExpired"] = Kind.Identity,
        ["SignatureDoesNotMatch"] = Kind.Identity,
        ["UnrecognizedClientException"] = Kind.Identity,
        ["InternalFailure"] = Kind.Busy,
        ["InternalServiceError"] = Kind.Busy,
        ["LimitExceededException"] = Kind.Busy,
        ["RequestLimitExceeded"] = Kind.Busy,
        ["ServiceUnavailable"] = Kind.Busy,
        ["Throttling"] = Kind.Busy,
        ["ThrottlingException"] = Kind.Busy,
        ["TooManyRequestsException"] = Kind.Busy,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether it is the identity that was refused, and a new one may not be.</summary>
    public static bool IsOfIdentity(ServiceAnswer answer) => TypeOf(answer) is { } type && Kinds[type] is Kind.Expired or Kind.Identity;

    /// <param name="answer">An answer other than 200.</param>
    /// <param name="action">What was asked for.</param>
    public static SecretResult Read(ServiceAnswer answer, string action)
    {
        var status = (int)answer.Status;
        var type = TypeOf(answer);
        var shown = type is null ? $"{status}" : $"{status} {type}";
        if (status >= 500 || answer.Status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout)
        {
            return SecretResult.Unavailable($"Secrets Manager answered {shown}.", answer.RetryAfter);
        }

        return (type is null ? (Kind?)null : Kinds[type]) switch
        {
            Kind.Missing => SecretResult.Missing("Secrets Manager has no such secret, or no such version of it, in this account and region."),
            Kind.NotAllowed => SecretResult.Refused($"Secrets Manager answered {shown}: a policy of the identity, the secret or its key does not allow secretsmanager:{action} (or kms:Decrypt)."),
            Kind.Key => SecretResult.Refused($"Secrets Manager answered {shown}: the key that the secret is encrypted with is disabled, deleted, or not for this identity."),
            Kind.State => SecretResult.Refused($"Secrets Manager answered {shown}: the secret is marked for deletion, or has no value yet."),
            Kind.Request => SecretResult.Refused($"Secrets Manager answered {shown}: it has no secret under such a name."),
            Kind.Expired => SecretResult.Unavailable($"Secrets Manager answered {shown}: the identity has come to its end, and is made anew."),
            Kind.Identity => SecretResult.Refused($"Secrets Manager answered {shown}: the identity is unknown or disabled, is of another region or account, or the clock of this machine is wrong."),
            Kind.Busy => SecretResult.Unavailable($"Secrets Manager answered {shown}.", answer.RetryAfter),
            _ when status is >= 300 and < 400 => SecretResult.Refused($"The endpoint answered {status}, a redirect, which is not followed: it is not that of Secrets Manager."),
            _ => SecretResult.Refused($"The endpoint answered {status} without an error of Secrets Manager."),
        };
    }

    // Such as "com.amazonaws.secretsmanager#ResourceNotFoundException"; no type but those above comes out of here.
    private static string? TypeOf(ServiceAnswer answer)
    {
        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("__type", out var member) || member.ValueKind != JsonValueKind.String)
            {
                return null;
            }

            var text = member.GetString()!;
            text = text[(text.LastIndexOf('#') + 1)..];
            return Kinds.ContainsKey(text) ? text : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
