using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace ZeroTrust.Security.Tokens.Tests.Options;

/// <summary>
/// A section whose change is told at the moment its watch is ended, and whose watch ends when the callback has: what the registration
/// of a cancellation token does.
/// </summary>
internal sealed class WaitingSection(IConfigurationSection section) : IConfigurationSection, IChangeToken
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(20);

    private bool _told;

    /// <summary>Whether the callback ended while the watch was being ended.</summary>
    public bool CallbackEnded { get; private set; }

    public string Key => section.Key;

    public string Path => section.Path;

    public string? Value
    {
        get => section.Value;
        set => section.Value = value;
    }

    public bool HasChanged => false;

    public bool ActiveChangeCallbacks => true;

    public string? this[string key]
    {
        get => section[key];
        set => section[key] = value;
    }

    public IEnumerable<IConfigurationSection> GetChildren() => section.GetChildren();

    public IConfigurationSection GetSection(string key) => section.GetSection(key);

    public IChangeToken GetReloadToken() => this;

    public IDisposable RegisterChangeCallback(Action<object?> callback, object? state) => new Registration(this, callback, state);

    private sealed class Registration(WaitingSection owner, Action<object?> callback, object? state) : IDisposable
    {
        public void Dispose()
        {
            if (!owner._told)
            {
                owner._told = true;
                owner.CallbackEnded = Task.Run(() => callback(state)).Wait(HangGuard);
            }
        }
    }
}
