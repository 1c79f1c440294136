using System.Collections.Concurrent;
using System.Text;

namespace ZeroTrust.Security.LeakProbe;

/// <summary>All that comes out of the shop, by channel, and the secrets that are to be in none of it.</summary>
internal sealed class Outputs(string folder)
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _channels = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte[]> _planted = new(StringComparer.Ordinal);

    public string Folder => folder;

    public void Say(string channel, string text) => _channels.GetOrAdd(channel, static _ => new()).Enqueue(text);

    public byte[] Plant(string name, byte[] value) => _planted.GetOrAdd(name, value);

    public string Plant(string name, string value)
    {
        _planted.TryAdd(name, Encoding.UTF8.GetBytes(value));
        return value;
    }

    public byte[] ValueOf(string name) => _planted[name];

    public string TextOf(string name) => Encoding.UTF8.GetString(_planted[name]);

    /// <summary>A line for each secret, its name and base64, and a file for each channel.</summary>
    public void Write()
    {
        File.WriteAllLines(Path.Combine(folder, "planted.txt"), _planted.Select(static one => $"{one.Key} {Convert.ToBase64String(one.Value)}"));
        foreach (var (channel, texts) in _channels)
        {
            File.WriteAllText(Path.Combine(folder, $"{channel}.channel"), string.Join('\n', texts));
        }
    }
}
