using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace ZeroTrust.Security.Tokens.Tests.Options;

/// <summary>Real files whose changes are noticed when a test says so, not some time later.</summary>
internal sealed class TestFiles : IFileProvider, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private readonly PhysicalFileProvider _files;
    private ConfigurationReloadToken _change = new();

    public TestFiles() => _files = new(_folder.FullName);

    public string this[string name]
    {
        set => File.WriteAllText(Path.Combine(_folder.FullName, name), value);
    }

    public void Notice() => Interlocked.Exchange(ref _change, new()).OnReload();

    public IFileInfo GetFileInfo(string subpath) => _files.GetFileInfo(subpath);

    public IDirectoryContents GetDirectoryContents(string subpath) => _files.GetDirectoryContents(subpath);

    public IChangeToken Watch(string filter) => _change;

    public void Dispose()
    {
        _files.Dispose();
        _folder.Delete(recursive: true);
    }
}
