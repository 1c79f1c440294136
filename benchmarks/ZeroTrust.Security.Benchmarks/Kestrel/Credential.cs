namespace ZeroTrust.Security.Benchmarks.Kestrel;

/// <summary>What the requests of a row carry.</summary>
/// <param name="Name">Its name in tables.</param>
/// <param name="Arguments">What tells <c>wrk</c> to send it.</param>
internal sealed record Credential(string Name, IReadOnlyList<string> Arguments)
{
    public static Credential Nothing { get; } = new("no header", []);

    public static Credential Token(string name, string token) => new(name, ["-H", "Authorization: Bearer " + token]);

    /// <summary>Many callers: each request takes the next token of a list.</summary>
    public static Credential Tokens(string name, IEnumerable<string> tokens, string folder)
    {
        var list = Path.Combine(folder, "tokens.txt");
        var script = Path.Combine(folder, "tokens.lua");
        File.WriteAllLines(list, tokens);
        File.WriteAllText(script, $$"""
            local requests, position = {}, 0
            function init(args)
              for token in io.lines("{{list}}") do
                requests[#requests + 1] = wrk.format("GET", nil, { ["Authorization"] = "Bearer " .. token })
              end
            end
            function request()
              position = position % #requests + 1
              return requests[position]
            end
            """);
        return new(name, ["-s", script]);
    }
}
