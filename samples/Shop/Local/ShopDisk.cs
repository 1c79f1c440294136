using System.Security.Cryptography;

namespace Shop.Local;

/// <summary>
/// A temporary directory with what a cluster mounts into each service: the directory of its key ring, the key that its private keys are
/// wrapped with, and its certificate. Gone with the shop.
/// </summary>
internal sealed class ShopDisk : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("shop-");

    public ShopDisk()
    {
        Directory.CreateDirectory(PathOf("/run/secrets"));
        Directory.CreateDirectory(PathOf("/run/tls"));
        foreach (var service in (string[])["gateway", "orders", "analytics", "payments"])
        {
            Directory.CreateDirectory(PathOf($"/var/lib/{service}"));
            WriteSecret(PathOf($"/run/secrets/{service}-kek"), RandomNumberGenerator.GetBytes(32));
        }
    }

    public string PathOf(string mounted) => _root.FullName + mounted;

    public void Issue(ThrowAwayCa authority)
    {
        authority.WriteRoot(PathOf("/run/tls/ca.crt"));
        authority.WriteServer(PathOf("/run/tls/payments"));
        foreach (var service in (string[])["orders", "analytics", "refund-job"])
        {
            authority.WriteClient(PathOf($"/run/tls/{service}"), $"spiffe://shop.internal/{service}");
        }
    }

    public void Dispose() => _root.Delete(recursive: true);

    private static void WriteSecret(string file, byte[] content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var stream = new FileStream(file, options);
        stream.Write(content);
    }
}
