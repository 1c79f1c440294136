using ZeroTrust.Security.Testing;
using ZeroTrust.Security.Tokens.Issuers;
using ZeroTrust.Security.Tokens.Signatures;
using ZeroTrust.Security.Tokens.Tests.TestTokens;

namespace ZeroTrust.Security.Tokens.Tests.KeyRing;

/// <summary>A service that takes tokens by keys it fetched, from any process, no more often than it may; it never asks anew for a key it does not know.</summary>
internal sealed class ConsumingService
{
    private readonly RingRig[] _issuer;
    private readonly TimeSpan _cacheTime;
    private readonly TestIssuerKeys _keys = new();
    private readonly TestTrust _trust;
    private readonly Queue<string> _taken = new();
    private int _next;
    private DateTimeOffset _fetchAt = DateTimeOffset.MinValue;

    public ConsumingService(ManualTimeProvider clock, TimeSpan cacheTime, RingRig[] issuer, int first)
    {
        (Clock, _cacheTime, _issuer, _next) = (clock, cacheTime, issuer, first);
        _trust = new(Trust, _keys);
    }

    public ManualTimeProvider Clock { get; }

    public void FetchWhenDue()
    {
        if (Clock.GetUtcNow() < _fetchAt)
        {
            return;
        }

        // A process that does not know the ring now publishes nothing, and then the set of before serves on.
        var documents = _issuer[_next++ % _issuer.Length].Ring.Current ?? _issuer[_next++ % _issuer.Length].Ring.Current!;
        var load = new KeySetReader([SignatureAlgorithm.ES256], Clock).Read(documents.KeySet.Content.Span);
        _keys.Current = new([.. load.Keys!.Select(static key => key.Key)]);
        _fetchAt = Clock.GetUtcNow() + _cacheTime;
    }

    public void Take(string token)
    {
        AssertTaken(token);
        _taken.Enqueue(token);
    }

    /// <summary>Takes a token that another service has taken before, and that has not expired.</summary>
    public void TakeAgain(ConsumingService other)
    {
        while (other._taken.TryDequeue(out var token))
        {
            if (Jws.Payload(token).GetProperty("exp").GetInt64() > Clock.GetUtcNow().ToUnixTimeSeconds())
            {
                AssertTaken(token);
                return;
            }
        }
    }

    public bool Takes(string token)
    {
        _trust.Clock.JumpTo(Clock.GetUtcNow());
        return _trust.Validate(token).Accepted;
    }

    private void AssertTaken(string token)
    {
        _trust.Clock.JumpTo(Clock.GetUtcNow());
        Assert.Equal(TokenFailure.None, _trust.Validate(token).Failure);
    }

    // The clocks of caller and callee are two minutes apart at most; a validator allows for one of them.
    private static IssuerProfile Trust(IssuerProfile profile) => profile with
    {
        Name = RingRig.Service,
        Identifier = RingRig.Issuer,
        Audiences = ["payments"],
        Kind = IssuerKind.Services,
        Service = RingRig.Service,
        ClockSkew = TimeSpan.FromSeconds(120),
    };
}
