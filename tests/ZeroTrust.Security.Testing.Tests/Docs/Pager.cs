namespace ZeroTrust.Security.Testing.Tests.Docs;

/// <summary>Somebody to be told of alerts.</summary>
internal sealed class Pager : IAlertSink
{
    public ValueTask SendAsync(DetectionAlert alert, CancellationToken cancellationToken) => default;
}
