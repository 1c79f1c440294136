namespace ZeroTrust.Security;

/// <summary>The JSON type that a claim value had in the token.</summary>
public enum TokenClaimKind
{
    /// <summary>A string.</summary>
    Text = 0,

    /// <summary>A number without fraction or exponent.</summary>
    WholeNumber = 1,

    /// <summary>Any other number.</summary>
    Number = 2,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean = 3,

    /// <summary>An object, or an array within an array, as JSON text.</summary>
    Json = 4,

    /// <summary><c>null</c>; the value is empty.</summary>
    Null = 5,
}
