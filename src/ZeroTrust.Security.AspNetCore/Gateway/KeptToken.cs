namespace ZeroTrust.Security.AspNetCore.Gateway;

/// <summary>What one caller passes on to one service behind the gateway: a token, or that there is none to be had. Threads may share it.</summary>
internal sealed class KeptToken
{
    // What a token has left at least when it is handed on, so that it does not end on its way.
    private static readonly TimeSpan MaxMargin = TimeSpan.FromSeconds(30);

    private readonly ServiceToken? _token;
    private readonly long _usedUntil;
    private readonly IReadOnlyList<RingKey>? _keys;
    private string? _header;

    private KeptToken(string audience, ServiceToken? token, long usedUntil, string? problem, IReadOnlyList<RingKey>? keys)
    {
        Audience = audience;
        _token = token;
        _usedUntil = usedUntil;
        _keys = keys;
        Problem = problem;
    }

    public string Audience { get; }

    /// <summary>Why the minter refuses, which is not asked again; null when there is a token.</summary>
    public string? Problem { get; }

    /// <summary>The token. A new exception for each caller: one that is thrown twice carries the trace of both.</summary>
    /// <exception cref="ServiceTokenException">It is refused.</exception>
    public ServiceToken Token => _token ?? throw new ServiceTokenException(ServiceTokenFailure.NotGranted, Problem!);

    /// <summary>The value of <c>Authorization</c>.</summary>
    /// <exception cref="ServiceTokenException">It is refused.</exception>
    public string Header => _header ??= $"Bearer {Token.Reveal()}";

    /// <summary>Whether it serves at these UTC ticks, under these keys; otherwise it is had anew. Any change of the ring counts: that is seldom.</summary>
    public bool IsGood(long nowTicks, IReadOnlyList<RingKey>? keys) => nowTicks < _usedUntil && ReferenceEquals(keys, _keys);

    /// <summary>Keeps a token until a tenth of its life is left, at most 30 seconds; to its end where another would end with it.</summary>
    /// <param name="audience">The service.</param>
    /// <param name="token">The token.</param>
    /// <param name="now">When it was minted.</param>
    /// <param name="outsideEnd">When the token ends that the caller brought.</param>
    /// <param name="keys">The keys that were in the ring.</param>
    public static KeptToken Of(string audience, ServiceToken token, DateTimeOffset now, DateTimeOffset outsideEnd, IReadOnlyList<RingKey>? keys)
    {
        if (outsideEnd <= token.ExpiresAt)
        {
            return new(audience, token, outsideEnd.UtcTicks, null, keys);
        }

        var margin = (token.ExpiresAt - now) / 10;
        return new(audience, token, (token.ExpiresAt - (margin < MaxMargin ? margin : MaxMargin)).UtcTicks, null, keys);
    }

    /// <summary>Keeps a refusal: what is granted is set at the start, so that asking again is no use.</summary>
    public static KeptToken Refused(string audience, string problem, IReadOnlyList<RingKey>? keys) => new(audience, null, long.MaxValue, problem, keys);
}
