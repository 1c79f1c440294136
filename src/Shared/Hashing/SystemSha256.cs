using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace ZeroTrust.Security.Hashing;

/// <summary>
/// SHA-256 by the library that the platform itself asks on Linux, OpenSSL 3, without what the platform does around each call: of a line of the
/// journal, or of a token, that takes as long as the hash. Its providers and their settings hold here as they do there. For one thread; what is
/// forgotten, as with a key that is replaced, is freed like any handle.
/// </summary>
internal sealed class SystemSha256 : SafeHandleZeroOrMinusOneIsInvalid
{
    private const int Succeeded = 1;

    private static readonly nint Algorithm = Fetch();

    /// <exception cref="PlatformNotSupportedException">There is no such library.</exception>
    public SystemSha256()
        : base(ownsHandle: true)
    {
        if (!IsAvailable)
        {
            throw new PlatformNotSupportedException("There is no OpenSSL 3 here.");
        }

        SetHandle(NewContext());
        Require(IsInvalid ? 0 : Succeeded);
    }

    /// <summary>Whether the library is there and has the algorithm.</summary>
    public static bool IsAvailable => Algorithm != 0;

    /// <summary>Writes the hash.</summary>
    /// <param name="content">What is hashed.</param>
    /// <param name="digest">At least 32 bytes.</param>
    /// <exception cref="CryptographicException">The library gave none.</exception>
    public void Hash(ReadOnlySpan<byte> content, Span<byte> digest)
    {
        ObjectDisposedException.ThrowIf(IsClosed, this);
        Require(Begin(handle, Algorithm, 0));
        Require(Add(handle, in MemoryMarshal.GetReference(content), (nuint)content.Length));
        Require(Finish(handle, ref MemoryMarshal.GetReference(digest[..SHA256.HashSizeInBytes]), 0));

        // The library is handed the address alone: counted as a handle it would be three times for each hash.
        GC.KeepAlive(this);
    }

    protected override bool ReleaseHandle()
    {
        FreeContext(handle);
        return true;
    }

    // Never given back: it serves the process.
    private static nint Fetch()
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }

        try
        {
            return FetchAlgorithm(0, "SHA256\0"u8.ToArray(), 0);
        }
        catch (Exception fault) when (fault is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return 0;
        }
    }

    private static void Require(int result)
    {
        if (result != Succeeded)
        {
            Refuse();
        }
    }

    private static void Refuse() => throw new CryptographicException("OpenSSL has refused to hash.");

    // Numbers and bytes pass as they are: nothing is marshalled, so no unsafe code is generated for it.
#pragma warning disable SYSLIB1054, CA5392 // LibraryImport needs unsafe code. The system's own library comes from no search path.
    [DllImport("libcrypto.so.3", EntryPoint = "EVP_MD_fetch")]
    private static extern nint FetchAlgorithm(nint library, byte[] name, nint properties);

    [DllImport("libcrypto.so.3", EntryPoint = "EVP_MD_CTX_new")]
    private static extern nint NewContext();

    [DllImport("libcrypto.so.3", EntryPoint = "EVP_MD_CTX_free")]
    private static extern void FreeContext(nint context);

    [DllImport("libcrypto.so.3", EntryPoint = "EVP_DigestInit_ex2")]
    private static extern int Begin(nint context, nint algorithm, nint parameters);

    [DllImport("libcrypto.so.3", EntryPoint = "EVP_DigestUpdate")]
    private static extern int Add(nint context, in byte content, nuint bytes);

    [DllImport("libcrypto.so.3", EntryPoint = "EVP_DigestFinal_ex")]
    private static extern int Finish(nint context, ref byte digest, nint written);
#pragma warning restore SYSLIB1054, CA5392
}
