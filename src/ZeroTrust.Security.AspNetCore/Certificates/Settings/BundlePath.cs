using Microsoft.Extensions.Hosting;

namespace ZeroTrust.Security.AspNetCore.Certificates;

/// <summary>Where relative paths of the settings begin.</summary>
internal sealed class BundlePath(IHostEnvironment environment)
{
    public string Resolve(string path) => Path.GetFullPath(path, environment.ContentRootPath);
}
