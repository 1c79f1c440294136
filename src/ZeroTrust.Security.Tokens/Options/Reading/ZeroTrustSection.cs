using Microsoft.Extensions.Configuration;

namespace ZeroTrust.Security.Tokens.Options;

/// <summary>A configuration section that the settings are read from; one singleton for each that was added.</summary>
internal sealed record ZeroTrustSection(IConfigurationSection Configuration);
