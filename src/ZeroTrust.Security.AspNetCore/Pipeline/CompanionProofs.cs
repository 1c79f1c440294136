using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Credentials;

namespace ZeroTrust.Security.AspNetCore.Pipeline;

/// <summary>Every companion proof that is registered; usually none. One instance serves all requests.</summary>
internal sealed class CompanionProofs(IEnumerable<ICompanionProof> proofs)
{
    // A proof in the request is more particular than one in the connection: where both name one service, its permissions count.
    private readonly ICompanionProof[] _proofs = [.. proofs.OrderByDescending(static proof => proof.IsOfRequest)];

    public bool Any => _proofs.Length > 0;

    /// <summary>Whether the bearer credential of a request is a companion proof and no token.</summary>
    public bool TakeBearer(HttpContext context, ReadOnlySpan<char> text)
    {
        // What stands in the query is a token or nothing: such a proof lives too long for a log of requests.
        if (context.Request.Headers.Authorization.Count == 0)
        {
            return false;
        }

        foreach (var proof in _proofs)
        {
            if (proof.TakesBearer(text))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What tokens of the request may be bound to.</summary>
    public TokenProof BindingOf(HttpContext context)
    {
        foreach (var proof in _proofs)
        {
            if (proof.BindingOf(context) is { IsNone: false } binding)
            {
                return binding;
            }
        }

        return default;
    }

    /// <summary>Has every proof judged and notes the outcome in <paramref name="access"/>. Complete at once unless a proof waits.</summary>
    /// <param name="context">The request.</param>
    /// <param name="access">Its bearer token is judged.</param>
    /// <param name="bearer">The bearer credential, if it is no token.</param>
    public ValueTask ProveAsync(HttpContext context, RequestAccess access, ReadOnlyMemory<char> bearer)
    {
        for (var i = 0; i < _proofs.Length; i++)
        {
            var proving = ProveAsync(_proofs[i], context, bearer);
            if (!proving.IsCompletedSuccessfully)
            {
                return AwaitRestAsync(context, access, bearer, i, proving);
            }

            access.TakeCompanion(proving.Result, _proofs[i].IsOfRequest, context);
        }

        return default;
    }

    private static ValueTask<CompanionVerdict> ProveAsync(ICompanionProof proof, HttpContext context, ReadOnlyMemory<char> bearer) =>
        proof.ProveAsync(context, !bearer.IsEmpty && proof.TakesBearer(bearer.Span) ? bearer : default);

    private async ValueTask AwaitRestAsync(
        HttpContext context, RequestAccess access, ReadOnlyMemory<char> bearer, int first, ValueTask<CompanionVerdict> proving)
    {
        access.TakeCompanion(await proving.ConfigureAwait(false), _proofs[first].IsOfRequest, context);
        for (var i = first + 1; i < _proofs.Length; i++)
        {
            var verdict = await ProveAsync(_proofs[i], context, bearer).ConfigureAwait(false);
            access.TakeCompanion(verdict, _proofs[i].IsOfRequest, context);
        }
    }
}
