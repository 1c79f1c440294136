using Microsoft.Extensions.Configuration;

namespace ZeroTrust.Security.Tokens.Recipients;

/// <summary>A <c>ZeroTrust</c> section that the settings of encryption are read from, where token validation reads none.</summary>
internal sealed record EncryptionSection(IConfigurationSection Configuration);
