using System.Text;
using System.Text.Unicode;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace ZeroTrust.Security.Secrets;

/// <summary>The settings whose values are references, with the values that those lead to. A rotation changes them, and so does a change of the settings before.</summary>
internal sealed class SecretSettingsProvider : ConfigurationProvider, IDisposable
{
    private readonly ConfigurationRoot _before;
    private readonly ServiceProvider _services;
    private readonly SecretSettingsOptions _options;
    private readonly IDisposable _watch;
    private readonly Lock _gate = new();
    private readonly List<IDisposable> _tellings = [];

    public SecretSettingsProvider(ConfigurationRoot before, ServiceProvider services, SecretSettingsOptions options)
    {
        _before = before;
        _services = services;
        _options = options;
        _watch = ChangeToken.OnChange(((IConfiguration)before).GetReloadToken, () => _ = ReloadAsync());
    }

    /// <summary>Reads all that is referred to. This is the one place that blocks, once, at the start: configuration has no other way.</summary>
    /// <exception cref="InvalidOperationException">Some cannot be had; the message names each setting.</exception>
    public override void Load()
    {
        // On other threads: the one that starts may have a context that waits for itself.
        var loading = Task.Run(() => LoadAsync(CancellationToken.None));
#pragma warning disable RS0030, VSTHRD002 // See the comment above.
        loading.GetAwaiter().GetResult();
#pragma warning restore RS0030, VSTHRD002
    }

    /// <summary>Has the values masked in logs.</summary>
    public void Watch(SoughtValues sought) => _services.GetRequiredService<SecretVault>().Watch(sought);

    public void Dispose()
    {
        _watch.Dispose();
        EndTellings();
        _before.Dispose();
        _services.Dispose();
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        var settings = References();
        var vault = _services.GetRequiredService<SecretVault>();
        var required = settings.Select(static setting => new RequiredSecret(setting.Reference, setting.Key));
        await StartingSecrets.LoadAsync(vault, required, _options.StartTimeout, _services.GetRequiredService<TimeProvider>(), cancellationToken).ConfigureAwait(false);
        var handles = settings.Select(setting => (setting.Key, Handle: vault.GetHandle(setting.Reference))).ToArray();
        lock (_gate)
        {
            EndTellings();
            Data = Read(handles);
            _tellings.AddRange(handles.Select(one => one.Handle.OnChange(() => Change(handles))));
        }
    }

    private (string Key, SecretRef Reference)[] References()
    {
        var found = _before.AsEnumerable()
            .Where(setting => setting.Value?.StartsWith(SecretRef.Prefix, StringComparison.Ordinal) == true && !_options.Except.Any(section => IsWithin(setting.Key, section)))
            .Select(static setting => (setting.Key, Reference: SecretRef.TryParse(setting.Value, out var reference) ? reference : null))
            .ToArray();
        var wrong = found.Where(static one => one.Reference is null).Select(static one => one.Key).Order(StringComparer.Ordinal).ToArray();
        return wrong.Length == 0
            ? [.. found.Select(static one => (one.Key, one.Reference!))]
            : throw new InvalidOperationException($"These settings hold no good reference to a secret, which is secret://store/name or secret://store/name#field: {string.Join(", ", wrong)}.");
    }

    private static bool IsWithin(string key, string section) =>
        key.StartsWith(section, StringComparison.OrdinalIgnoreCase) && (key.Length == section.Length || key[section.Length] == ':');

    private static Dictionary<string, string?> Read(IEnumerable<(string Key, ISecretHandle Handle)> handles) =>
        handles.ToDictionary(static one => one.Key, static one => (string?)(TextOf(one.Handle) ?? throw NoText(one.Key, one.Handle)), StringComparer.OrdinalIgnoreCase);

    private static string? TextOf(ISecretHandle handle) =>
        handle.Current.Value.Reveal(0, static (bytes, _) => Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null);

    private static InvalidOperationException NoText(string key, ISecretHandle handle) =>
        new($"The secret {handle.Reference}, for the setting {key}, is no text.");

    // A value that has come to its end, or is no text, leaves the one before, and what else changed is not kept from changing: whoever reads settings has no way to be told that there is none.
    private void Change(IReadOnlyList<(string Key, ISecretHandle Handle)> handles)
    {
        lock (_gate)
        {
            var data = new Dictionary<string, string?>(Data, StringComparer.OrdinalIgnoreCase);
            foreach (var (key, handle) in handles)
            {
                data[key] = (handle.Held is null ? null : TextOf(handle)) ?? data[key];
            }

            Data = data;
        }

        OnReload();
    }

    private async Task ReloadAsync()
    {
        try
        {
            await LoadAsync(CancellationToken.None).ConfigureAwait(false);
            OnReload();
        }
        catch (Exception fault) when (fault is InvalidOperationException or SecretUnavailableException)
        {
            // The settings as they were serve on, as with every reload that is refused.
        }
    }

    private void EndTellings()
    {
        _tellings.ForEach(static telling => telling.Dispose());
        _tellings.Clear();
    }
}
