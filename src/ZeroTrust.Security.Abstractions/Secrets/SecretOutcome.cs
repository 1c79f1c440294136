namespace ZeroTrust.Security;

/// <summary>How a store answered. The numbers are stable.</summary>
public enum SecretOutcome
{
    /// <summary>It could not be asked, did not answer in time, or asked to be left alone (429, 503). Asking again later is of use.</summary>
    Unavailable = 0,

    /// <summary>Here is a version.</summary>
    Found = 1,

    /// <summary>The version at hand is the one in force.</summary>
    Unchanged = 2,

    /// <summary>There is no such secret, or no such version of it.</summary>
    Missing = 3,

    /// <summary>This service may not read it, or the store may not serve it, such as a file that is open to others.</summary>
    Refused = 4,

    /// <summary>What is there is no secret: empty, cut short, too long, not of the expected form.</summary>
    Malformed = 5,
}
