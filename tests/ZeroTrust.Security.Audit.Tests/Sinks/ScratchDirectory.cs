namespace ZeroTrust.Security.Audit.Tests.Sinks;

/// <summary>A directory of a test's own, gone with it.</summary>
internal sealed class ScratchDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("zerotrust-sinks").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
