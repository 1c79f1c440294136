using Microsoft.AspNetCore.Http;

namespace ZeroTrust.Security.Testing;

/// <summary>One endpoint: counts who comes, holds them, answers falsely when told to, and else as it should.</summary>
internal sealed class IssuerDoor(RequestDelegate truth) : IDisposable
{
    private int _requests;
    private volatile IssuerGate? _gate;
    private volatile IssuerFault? _fault;

    public int Requests => Volatile.Read(ref _requests);

    public void Break(IssuerFault? fault) => _fault = fault;

    public IssuerGate Hold() => _gate = new();

    public void Dispose() => _gate?.Dispose();

    public async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requests);
        if (_gate is { } gate)
        {
            await gate.PassAsync(context.RequestAborted).ConfigureAwait(false);
        }

        await (_fault is { } fault ? fault.AnswerAsync(context) : truth(context)).ConfigureAwait(false);
    }
}
