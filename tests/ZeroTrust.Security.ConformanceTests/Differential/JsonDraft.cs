using System.Text;
using System.Text.Json;

namespace ZeroTrust.Security.ConformanceTests.Differential;

/// <summary>A JSON object in the making: members as text, in order, so that a mutation can write what no JSON library would.</summary>
internal sealed class JsonDraft
{
    public List<JsonPair> Members { get; } = [];

    /// <summary>What to write at each place where JSON allows white space; nothing by default.</summary>
    public Func<string>? Blank { get; set; }

    public static string Quote(string text) => $"\"{JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    public JsonDraft Add(string name, string value)
    {
        Members.Add(new(Quote(name), value));
        return this;
    }

    public int IndexOf(string name) => Members.FindIndex(member => member.Name == Quote(name));

    /// <summary>Replaces the value of the first member of this name, or adds the member.</summary>
    public void Set(string name, string value)
    {
        var index = IndexOf(name);
        if (index < 0)
        {
            Add(name, value);
        }
        else
        {
            Members[index] = Members[index] with { Value = value };
        }
    }

    public void Remove(string name) => Members.RemoveAll(member => member.Name == Quote(name));

    public byte[] Render()
    {
        var text = new StringBuilder();
        text.Append(Blank?.Invoke()).Append('{').Append(Blank?.Invoke());
        for (var index = 0; index < Members.Count; index++)
        {
            text.Append(index == 0 ? "" : ",").Append(Blank?.Invoke()).Append(Members[index].Name).Append(Blank?.Invoke())
                .Append(':').Append(Blank?.Invoke()).Append(Members[index].Value).Append(Blank?.Invoke());
        }

        text.Append('}').Append(Blank?.Invoke());
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
