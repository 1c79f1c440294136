using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ZeroTrust.Security.Benchmarks.Pipeline;

/// <summary>A response that goes nowhere, and runs what was registered for its end as a server does.</summary>
internal sealed class InProcessResponse : HttpResponseFeature, IHttpResponseBodyFeature
{
    private readonly List<(Func<object, Task> Callback, object State)> _starting = [];
    private readonly List<(Func<object, Task> Callback, object State)> _completed = [];
    private readonly NullWriter _writer = new();
    private bool _started;

    public override bool HasStarted => _started;

    Stream IHttpResponseBodyFeature.Stream => Stream.Null;

    public PipeWriter Writer => _writer;

    public override void OnStarting(Func<object, Task> callback, object state) => _starting.Add((callback, state));

    public override void OnCompleted(Func<object, Task> callback, object state) => _completed.Add((callback, state));

    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (!_started)
        {
            _started = true;
            RunLastFirst(_starting);
        }

        return Task.CompletedTask;
    }

    public Task CompleteAsync() => StartAsync();

    public void DisableBuffering()
    {
    }

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    /// <summary>Ends the response and makes it ready for the next.</summary>
    public void End()
    {
        RunLastFirst(_starting);
        RunLastFirst(_completed);
        Headers.Clear();
        StatusCode = StatusCodes.Status200OK;
        ReasonPhrase = null;
        _started = false;
    }

    private static void RunLastFirst(List<(Func<object, Task> Callback, object State)> callbacks)
    {
        for (var i = callbacks.Count - 1; i >= 0; i--)
        {
            callbacks[i].Callback(callbacks[i].State).GetAwaiter().GetResult();
        }

        callbacks.Clear();
    }
}
