using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ZeroTrust.Security.AspNetCore.Answers;
using ZeroTrust.Security.AspNetCore.Credentials;

namespace ZeroTrust.Security.AspNetCore.Tests.Hosting;

/// <summary>A companion proof that knows its texts by heart: in a header of its own, or as a bearer credential that begins with the header's name.</summary>
internal sealed class StubCompanion(string header, bool isOfRequest) : ICompanionProof
{
    private readonly ConcurrentDictionary<string, Caller> _known = new(StringComparer.Ordinal);
    private int _calls;

    public bool IsOfRequest => isOfRequest;

    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Makes the proof wait for this, as one that asks a store.</summary>
    public Task? Wait { get; set; }

    public StubCompanion With(string text, Caller caller)
    {
        _known[text] = caller;
        return this;
    }

    public void AddTo(WebApplicationBuilder builder) => builder.Services.AddSingleton<ICompanionProof>(this);

    public bool TakesBearer(ReadOnlySpan<char> text) => text.StartsWith(header, StringComparison.Ordinal);

    public async ValueTask<CompanionVerdict> ProveAsync(HttpContext context, ReadOnlyMemory<char> bearer)
    {
        Interlocked.Increment(ref _calls);
        if (Wait is { } wait)
        {
            await wait;
        }

        var text = bearer.IsEmpty ? (string?)context.Request.Headers[header] : bearer.ToString();
        if (text is null)
        {
            return CompanionVerdict.None;
        }

        return _known.TryGetValue(text, out var caller)
            ? CompanionVerdict.Prove(caller)
            : CompanionVerdict.Refuse(Refusal.For(TokenFailure.SignatureInvalid), new(null, null, "claimed"));
    }
}
