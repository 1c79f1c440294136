using Microsoft.Extensions.Configuration;

namespace ZeroTrust.Security.Tokens.Minting;

/// <summary>A <c>ZeroTrust</c> section that the settings of service tokens are read from, where token validation reads none.</summary>
internal sealed record ServiceTokensSection(IConfigurationSection Configuration);
