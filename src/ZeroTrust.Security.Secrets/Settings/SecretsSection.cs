using Microsoft.Extensions.Configuration;

namespace ZeroTrust.Security.Secrets.Settings;

/// <summary>A section that code names for the settings of secrets, beside <c>ZeroTrust:Secrets</c> of the host's configuration.</summary>
/// <param name="Configuration">The section.</param>
internal sealed record SecretsSection(IConfigurationSection Configuration)
{
    public const string Name = "Secrets";

    private const string Whole = "ZeroTrust";

    /// <summary>Where the settings of the host stand: the name is known there.</summary>
    public static ZeroTrustSettingName OfHost => new(Name) { Section = Whole };

    /// <summary>The name, known where this section stands.</summary>
    public ZeroTrustSettingName SettingName => new(Name) { Section = ConfigurationPath.GetParentPath(Configuration.Path) };

    /// <summary>Every section there is, each once.</summary>
    public static IEnumerable<IConfigurationSection> All(IEnumerable<SecretsSection> named, IConfiguration? host)
    {
        IEnumerable<IConfigurationSection> ofHost = host is null ? [] : [host.GetSection(ConfigurationPath.Combine(Whole, Name))];
        return named.Select(static one => one.Configuration).Concat(ofHost).DistinctBy(static one => one.Path, StringComparer.OrdinalIgnoreCase);
    }
}
