namespace ZeroTrust.Security.Secrets;

/// <summary>The first reading of secrets that a service does not start without.</summary>
internal static class StartingSecrets
{
    /// <exception cref="InvalidOperationException">Some cannot be had; the message has a line for each.</exception>
    public static async Task LoadAsync(SecretVault vault, IEnumerable<RequiredSecret> required, TimeSpan timeout, TimeProvider clock, CancellationToken cancellationToken)
    {
        var begun = clock.GetTimestamp();
        var faults = await Task.WhenAll(required.Distinct().Select(one => FaultOfAsync(vault, one, () => timeout - clock.GetElapsedTime(begun), clock, cancellationToken))).ConfigureAwait(false);
        var lines = faults.OfType<string>().Order(StringComparer.Ordinal).ToArray();
        if (lines.Length > 0)
        {
            throw new InvalidOperationException(string.Join(Environment.NewLine, [$"The service cannot start: {lines.Length} of its secrets cannot be had.", .. lines]));
        }
    }

    private static async Task<string?> FaultOfAsync(SecretVault vault, RequiredSecret required, Func<TimeSpan> left, TimeProvider clock, CancellationToken cancellationToken)
    {
        var reference = required.Reference;
        if (!vault.HasStore(reference.Store))
        {
            return Line(required, $"there is no store '{reference.Store}'; add it with AddSecrets.");
        }

        var handle = vault.Find(reference);
        while (true)
        {
            await handle.Entry.AskAsync(rejected: false, out _).WaitAsync(cancellationToken).ConfigureAwait(false);
            var state = handle.Entry.State;
            if (state.IsThere)
            {
                return LackOf(required, handle.Held);
            }

            if (state.Outcome != SecretOutcome.Unavailable || left() <= TimeSpan.Zero)
            {
                return Line(required, $"{SecretMetrics.Word(state.Outcome)}. {state.Problem}");
            }

            var wait = handle.Entry.UntilNextCall();
            await Task.Delay(wait < left() ? wait : left(), clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string? LackOf(RequiredSecret required, HeldSecret? held)
    {
        if (held is null)
        {
            return Line(required, $"malformed. It has no field '{required.Reference.Field}'.");
        }

        var lacking = required.Fields.Where(field => !held.Current.Fields.ContainsKey(field)).ToArray();
        if (lacking.Length > 0)
        {
            return Line(required, $"malformed. It lacks {string.Join(", ", lacking)}.");
        }

        return required.Fields.Count == 0 && !held.Current.HasValue ? Line(required, "malformed. It has several fields: name one, as in secret://store/name#field.") : null;
    }

    private static string Line(RequiredSecret required, string what) => $"  {required.Reference} (for {required.For}): {what}";
}
