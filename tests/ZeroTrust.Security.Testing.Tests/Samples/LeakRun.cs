using System.Buffers.Text;
using System.Diagnostics;
using System.Text;
using System.Text.Unicode;

namespace ZeroTrust.Security.Testing.Tests.Samples;

/// <summary>One run of the shop's demo with planted secrets, and what came out of it, by channel.</summary>
internal sealed class LeakRun(int exitCode, IReadOnlyDictionary<string, string> channels, IReadOnlyDictionary<string, byte[]> planted)
{
    private const int ShortestText = 8;

    public int ExitCode => exitCode;

    public IReadOnlyDictionary<string, string> Channels => channels;

    public IReadOnlyDictionary<string, byte[]> Planted => planted;

    /// <summary>Which secret is in which channel, in any form.</summary>
    public IEnumerable<(string Channel, string Secret)> Hits =>
        from secret in planted
        let forms = Forms(secret.Value).Where(static form => form.Length >= ShortestText).Distinct(StringComparer.Ordinal).ToArray()
        from channel in channels
        where Array.Exists(forms, form => channel.Value.Contains(form, StringComparison.Ordinal))
        select (channel.Key, secret.Key);

    public static async Task<LeakRun> PlayAsync(params string[] how)
    {
        var folder = Directory.CreateTempSubdirectory("zt-leaks-").FullName;
        try
        {
            using var process = Start(folder, how);
            var error = process.StandardError.ReadToEndAsync();
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            var channels = new Dictionary<string, string>(StringComparer.Ordinal) { ["stdout"] = output, ["stderr"] = await error };
            if (!File.Exists(Path.Combine(folder, "planted.txt")))
            {
                throw new InvalidOperationException($"The run ended early, with {process.ExitCode}: {channels["stderr"]}");
            }

            foreach (var file in Directory.GetFiles(folder, "*.channel"))
            {
                channels.Add(Path.GetFileNameWithoutExtension(file), await File.ReadAllTextAsync(file));
            }

            channels.Add("journal", string.Concat(Directory.GetFiles(Path.Combine(folder, "journal"), "*", SearchOption.AllDirectories).Select(static file => Encoding.Latin1.GetString(File.ReadAllBytes(file)))));
            return new(process.ExitCode, channels, ReadPlanted(Path.Combine(folder, "planted.txt")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Process Start(string folder, string[] how)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "ZeroTrust.Security.LeakProbe.dll"), folder, .. how])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["SHOPSECRETS_PARTNER_SECRET"] = "partner-secret/of the environment";
        return Process.Start(start)!;
    }

    private static Dictionary<string, byte[]> ReadPlanted(string file) =>
        File.ReadLines(file).ToDictionary(static line => line[..line.LastIndexOf(' ')], static line => Convert.FromBase64String(line[(line.LastIndexOf(' ') + 1)..]), StringComparer.Ordinal);

    // By the platform's encoders, and not by those of the library.
    private static IEnumerable<string> Forms(byte[] value)
    {
        if (Utf8.IsValid(value))
        {
            var text = Encoding.UTF8.GetString(value);
            yield return text;
            yield return Uri.EscapeDataString(text);
            yield return System.Net.WebUtility.UrlEncode(text)!;
            yield return System.Web.HttpUtility.UrlEncode(text);
            yield return System.Text.Encodings.Web.JavaScriptEncoder.Default.Encode(text);
        }
        else
        {
            yield return Uri.EscapeDataString(Encoding.Latin1.GetString(value));
            yield return System.Net.WebUtility.UrlEncode(Encoding.Latin1.GetString(value))!;
        }

        yield return Convert.ToHexString(value);
        yield return Convert.ToHexStringLower(value);
        yield return BitConverter.ToString(value);
        yield return string.Join(", ", value);
        for (var before = 0; before < 3; before++)
        {
            // Less the characters that have bits of what stands beside it.
            byte[] bytes = [.. new byte[before], .. value];
            var (from, to) = ((before * 8 + 5) / 6, bytes.Length * 8 / 6);
            yield return Convert.ToBase64String(bytes)[from..to];
            yield return Base64Url.EncodeToString(bytes)[from..to];
        }
    }
}
