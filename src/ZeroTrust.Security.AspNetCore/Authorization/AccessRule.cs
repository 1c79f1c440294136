using Microsoft.AspNetCore.Http;
using ZeroTrust.Security.AspNetCore.Answers;

namespace ZeroTrust.Security.AspNetCore.Authorization;

/// <summary>One compiled requirement of an endpoint. Immutable; asked by many threads, so it allocates nothing.</summary>
internal abstract class AccessRule
{
    /// <summary>What is required, for the report.</summary>
    public abstract string Description { get; }

    /// <summary>Null when the rule holds.</summary>
    public abstract Refusal? Check(Caller caller, HttpContext context);
}
