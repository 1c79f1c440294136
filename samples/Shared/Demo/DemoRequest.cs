namespace Samples.Demo;

/// <summary>One request. Headers are lines, so that one may stand there twice.</summary>
internal sealed record DemoRequest(string Method, string Path)
{
    public IReadOnlyList<string> Headers { get; init; } = [];

    public string? Json { get; init; }

    public static DemoRequest Get(string path) => new("GET", path);

    public static DemoRequest Post(string path) => new("POST", path);

    public static DemoRequest Put(string path, string json) => new("PUT", path) { Json = json };

    public DemoRequest With(string header) => this with { Headers = [.. Headers, header] };

    public DemoRequest Bearer(string token) => With($"Authorization: Bearer {token}");
}
