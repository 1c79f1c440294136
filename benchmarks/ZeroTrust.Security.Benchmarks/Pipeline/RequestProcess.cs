using System.Globalization;
using ZeroTrust.Security.Benchmarks.Guard;
using ZeroTrust.Security.Benchmarks.Subjects;

namespace ZeroTrust.Security.Benchmarks.Pipeline;

/// <summary>A whole application in process, sent the same request again and again; in a process of its own.</summary>
internal static class RequestProcess
{
    public const string Command = "request";

    private const string KeySetVariable = "BENCHMARK_KEY_SET";
    private const string AuthorizationVariable = "BENCHMARK_AUTHORIZATION";

    public static RemoteContender Start(Protection protection, Access access, string? authorization, int status, string? name = null) => new(
        name ?? protection.ToString(),
        SelfProcess.Start(
            [],
            [Command, protection.ToString(), access.ToString(), status.ToString(CultureInfo.InvariantCulture)],
            (KeySetVariable, BenchmarkKey.KeySet),
            (AuthorizationVariable, authorization)));

    /// <summary>The side of the new process.</summary>
    /// <returns>The exit code.</returns>
    public static int Serve(Protection protection, Access access, int status)
    {
        var keySet = Environment.GetEnvironmentVariable(KeySetVariable) ?? throw new InvalidOperationException($"{KeySetVariable} is not set.");
        var authorization = Environment.GetEnvironmentVariable(AuthorizationVariable);
        using var server = InProcessServer.Start(protection, access, keySet);
        return RemoteContender.Serve(new(protection.ToString(), count => Send(server, authorization, status, count)));
    }

    private static void Send(InProcessServer server, string? authorization, int status, int count)
    {
        for (var i = 0; i < count; i++)
        {
            var answer = server.Send(authorization);
            if (answer != status)
            {
                throw new InvalidOperationException($"The answer is {answer} and not {status}.");
            }
        }
    }
}
