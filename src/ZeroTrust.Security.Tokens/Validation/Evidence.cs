using ZeroTrust.Security.Tokens.Claims;
using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.Tokens.Validation;

/// <summary>What an accepted token was judged by, each read before it was needed: while none of it changes, the verdict stands.</summary>
/// <param name="Trust">The settings.</param>
/// <param name="Issuer">The issuer among them.</param>
/// <param name="Keys">The keys of the issuer, one of which verified the signature.</param>
/// <param name="Times">The times of the token.</param>
/// <param name="JudgedAt">What the clock said.</param>
/// <param name="Epoch">The last change of the revocations.</param>
internal readonly record struct Evidence(
    TrustSnapshot Trust, Issuer Issuer, IssuerKeySet Keys, TokenTimes Times, DateTimeOffset JudgedAt, long Epoch);
