using System.Text.Json;

namespace ZeroTrust.Security.ConformanceTests.Vectors;

/// <summary>The test vectors from outside the project. They stand beside the repository and are read where they are.</summary>
internal static class VectorFolder
{
    /// <summary>Where they are, from the top of the repository.</summary>
    public const string Place = "../shared/vectors";

    /// <summary>The folder; null when it is not there.</summary>
    public static string? Path { get; } = Find(AppContext.BaseDirectory);

    /// <summary>Reads one file.</summary>
    /// <param name="name">Such as <c>rfc-jose/vectors.json</c>.</param>
    public static JsonDocument Read(string name) =>
        JsonDocument.Parse(File.ReadAllBytes(System.IO.Path.Combine(Path ?? throw new InvalidOperationException($"{Place} is absent."), name)));

    private static string? Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "ZeroTrust.Security.sln")))
            {
                var vectors = System.IO.Path.GetFullPath(System.IO.Path.Combine(folder.FullName, Place));
                return Directory.Exists(vectors) ? vectors : null;
            }
        }

        return null;
    }
}
