namespace ZeroTrust.Security;

/// <summary>Where a key of a ring stands in its life; it moves through the states in this order and then leaves the ring.</summary>
public enum RingKeyState
{
    /// <summary>Published, and signs nothing yet: consumers are to know it first.</summary>
    Pending = 0,

    /// <summary>Published, and the one that signs.</summary>
    Active = 1,

    /// <summary>Published while tokens that it signed may be in use, and signs nothing more.</summary>
    Retiring = 2,
}
