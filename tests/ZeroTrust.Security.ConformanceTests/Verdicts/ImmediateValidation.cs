namespace ZeroTrust.Security.ConformanceTests.Verdicts;

/// <summary>Validation with the keys at hand.</summary>
internal static class ImmediateValidation
{
    /// <summary>The verdict, on this thread; fails the test when the validation waits for anything.</summary>
    public static TokenVerdict Validate(this ITokenValidator validator, string token) => validator.Validate(token.AsMemory());

    /// <inheritdoc cref="Validate(ITokenValidator, string)"/>
    public static TokenVerdict Validate(this ITokenValidator validator, ReadOnlyMemory<char> token) => validator.Validate(token, default);

    /// <inheritdoc cref="Validate(ITokenValidator, string)"/>
    public static TokenVerdict Validate(this ITokenValidator validator, ReadOnlyMemory<char> token, TokenProof proof)
    {
        var validation = validator.ValidateAsync(token, proof);
        if (!validation.IsCompletedSuccessfully)
        {
            throw new InvalidOperationException("The validation waited.");
        }

#pragma warning disable VSTHRD002 // It has completed.
        return validation.Result;
#pragma warning restore VSTHRD002
    }
}
