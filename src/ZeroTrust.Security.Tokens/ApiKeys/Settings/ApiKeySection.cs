using Microsoft.Extensions.Configuration;

namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>A <c>ZeroTrust</c> section that the settings of API keys are read from, where token validation reads none.</summary>
internal sealed record ApiKeySection(IConfigurationSection Configuration);
