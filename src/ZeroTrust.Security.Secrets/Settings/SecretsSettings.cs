using Microsoft.Extensions.Configuration;

namespace ZeroTrust.Security.Secrets.Settings;

/// <summary>
/// The stores that code and configuration add, and the secrets that are required: read once, strictly, with every fault kept for the validator. A store that code adds takes its times from configuration where that has them.
/// </summary>
internal sealed class SecretsSettings : IRequiredSecrets
{
    private readonly List<SecretStoreRegistration> _stores;
    private readonly List<RequiredSecret> _required = [];

    public SecretsSettings(IEnumerable<SecretStoreRegistration> added, IEnumerable<SecretsSection> named, IConfiguration? host)
    {
        _stores = [.. added];
        foreach (var section in SecretsSection.All(named, host))
        {
            var reader = new SectionReader(section, ConfigurationLayers.Of(section, host), Faults);
            if (section.Value is { Length: > 0 })
            {
                reader.Refuse(section.Path, "takes settings such as Stores and has one value.");
            }

            Read(reader);
            reader.RefuseTheRest();
        }
    }

    /// <summary>What cannot be taken.</summary>
    public List<SettingFault> Faults { get; } = [];

    public IReadOnlyList<SecretStoreRegistration> Stores => _stores;

    /// <summary>How long the start waits, where configuration says so.</summary>
    public TimeSpan? StartTimeout { get; private set; }

    public IEnumerable<RequiredSecret> Secrets => _required;

    private void Read(SectionReader settings)
    {
        StartTimeout = settings.Duration(nameof(SecretsOptions.StartTimeout)) ?? StartTimeout;
        if (settings.Group("Stores", "stores by their names") is { } stores)
        {
            foreach (var store in settings.Table(stores))
            {
                var reader = settings.Within(store);
                ReadStore(reader, store);
                reader.RefuseTheRest();
            }
        }

        if (settings.Group("Require", "what needs a secret, each with its reference") is { } required)
        {
            var reader = settings.Within(required);
            foreach (var entry in settings.Table(required))
            {
                if (reader.Reference(entry.Key) is { } reference)
                {
                    _required.Add(new(reference, entry.Path));
                }
            }
        }
    }

    private void ReadStore(SectionReader settings, IConfigurationSection store)
    {
        var kind = settings.Name<SecretStoreKind>("Kind");
        if (kind is { } given)
        {
            if (!SecretRef.TryParse($"{SecretRef.Prefix}{store.Key}/name", out _))
            {
                settings.Refuse(store.Path, "is no name of a store; use 1 to 32 of a-z, 0-9 and '-'.");
                return;
            }

            var builder = new SecretsBuilder(_stores.Add);
            Add(builder, given, settings, store);
        }

        // The last of the name is the one that was just added; without a kind, one of code.
        if (_stores.FindLast(one => string.Equals(one.Name, store.Key, StringComparison.Ordinal)) is { } registration)
        {
            ReadTimes(settings, registration.Options);
        }
        else if (kind is null && settings.Ask("Kind") is null)
        {
            settings.Refuse(store.Path, $"is a store that no code adds; add it, or give it a Kind: {string.Join(", ", Enum.GetNames<SecretStoreKind>())}.");
        }
    }

    private static void Add(SecretsBuilder builder, SecretStoreKind kind, SectionReader settings, IConfigurationSection store)
    {
        switch (kind)
        {
            case SecretStoreKind.Files:
                AddFiles(builder, settings, store);
                break;
            case SecretStoreKind.Environment:
                builder.AddEnvironment(settings.Text("Prefix") ?? "", store.Key);
                break;
            default:
                var links = new List<string>();
                settings.List("Stores", links);
                if (links.Count > 0)
                {
                    builder.AddChain(store.Key, links);
                }
                else
                {
                    settings.Refuse(store.Path, "is a chain without Stores; name them in their order.");
                }

                break;
        }
    }

    private static void AddFiles(SecretsBuilder builder, SectionReader settings, IConfigurationSection store)
    {
        var readable = settings.Flag(nameof(FileSecretsOptions.AllowFilesReadableByEveryone)) ?? false;
        var lineEnd = settings.Flag(nameof(FileSecretsOptions.IgnoreFinalLineEnd)) ?? false;
        if (settings.Text("Directory") is { } directory)
        {
            builder.AddFiles(directory, files => (files.AllowFilesReadableByEveryone, files.IgnoreFinalLineEnd) = (readable, lineEnd), store.Key);
        }
        else
        {
            settings.Refuse($"{store.Path}:Directory", "is not set; name the directory of the files.");
        }
    }

    private static void ReadTimes(SectionReader settings, SecretStoreOptions options)
    {
        options.RefreshInterval = settings.Duration(nameof(options.RefreshInterval)) ?? options.RefreshInterval;
        options.LastGoodFor = settings.Duration(nameof(options.LastGoodFor)) ?? options.LastGoodFor;
        options.PreviousFor = settings.Duration(nameof(options.PreviousFor)) ?? options.PreviousFor;
        options.CallTimeout = settings.Duration(nameof(options.CallTimeout)) ?? options.CallTimeout;
    }
}
