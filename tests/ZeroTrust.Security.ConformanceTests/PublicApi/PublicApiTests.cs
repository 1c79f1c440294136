using System.Reflection;
using System.Runtime.CompilerServices;

namespace ZeroTrust.Security.ConformanceTests.PublicApi;

/// <summary>
/// Each package's public surface equals the text file beside this one, so that no change to it goes unseen. With
/// <c>ZEROTRUST_UPDATE_PUBLIC_API=1</c> the files are written anew.
/// </summary>
public sealed class PublicApiTests
{
    private static readonly string[] Packages = ["Abstractions", "Audit", "Audit.OpenTelemetry", "Audit.Postgres", "Audit.RabbitMq", "Encryption", "Secrets", "Secrets.Aws", "Secrets.Azure", "Secrets.Development", "Secrets.Npgsql", "Secrets.Vault", "Tokens", "AspNetCore", "Testing"];

    // Words that name a switch which turns a check off.
    private static readonly string[] Switches =
        ["Insecure", "Disable", "Skip", "Bypass", "Unsafe", "IgnoreCert", "DangerousAccept", "NoValidation", "ValidateIssuer", "ValidateAudience", "ValidateLifetime"];

    [Fact]
    public void PublicApi_EqualsTheCheckedInText()
    {
        foreach (var package in Packages)
        {
            var actual = PublicApiWriter.Write(Assembly.Load($"ZeroTrust.Security.{package}"));
            var file = Path.Combine(Folder(), $"ZeroTrust.Security.{package}.txt");
            if (Environment.GetEnvironmentVariable("ZEROTRUST_UPDATE_PUBLIC_API") == "1")
            {
                File.WriteAllText(file, actual);
            }

            Assert.True(File.Exists(file), $"{package}: no text file; see the comment on this class.");
            Assert.Equal(File.ReadAllText(file), actual);
        }
    }

    [Fact]
    public void L2_NoSwitchInThePublicSurface_TurnsACheckOff()
    {
        foreach (var package in Packages.Except(["Testing"]))
        {
            var surface = PublicApiWriter.Write(Assembly.Load($"ZeroTrust.Security.{package}"));
            var found = surface.Split('\n').Where(static line => Switches.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase)));

            Assert.Empty(found);
            Assert.DoesNotContain("FakeTokenIssuer", surface, StringComparison.Ordinal);
        }
    }

    private static string Folder([CallerFilePath] string here = "")
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "ZeroTrust.Security.sln")))
        {
            folder = folder.Parent;
        }

        return folder is null
            ? Path.GetDirectoryName(here)!
            : Path.Combine(folder.FullName, "tests", "ZeroTrust.Security.ConformanceTests", "PublicApi");
    }
}
