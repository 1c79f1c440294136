using Microsoft.AspNetCore.Http;

namespace ZeroTrust.Security.AspNetCore.HeaderHygiene;

/// <summary>Finds the identity headers of a request.</summary>
/// <param name="reserved">Those that clients do not send.</param>
/// <param name="credentials">Of the same kind, but read by the proofs of ours: such a one stays in its own spelling, and goes in any other.</param>
internal sealed class IdentityHeaders(HeaderSet reserved, string[] credentials)
{
    private readonly HeaderSet _spelledCredentials = new(credentials);

    /// <summary>The names to remove, as the request spells them; null when there are none.</summary>
    public List<string>? FindIn(IHeaderDictionary headers)
    {
        List<string>? found = null;
        foreach (var (name, _) in headers)
        {
            if (Removes(name))
            {
                (found ??= []).Add(name);
            }
        }

        return found;
    }

    /// <summary>Whether a header of this name is one of identity, read by us or not.</summary>
    public bool IsReserved(ReadOnlySpan<char> name) => reserved.Contains(name) || _spelledCredentials.Contains(name);

    private bool Removes(string name)
    {
        if (!IsReserved(name))
        {
            return false;
        }

        foreach (var credential in credentials)
        {
            if (name.Equals(credential, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }
}
