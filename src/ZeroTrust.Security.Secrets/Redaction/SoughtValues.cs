namespace ZeroTrust.Security.Secrets;

/// <summary>
/// The secrets that are looked for in what is logged, as those who hold them say. Whoever holds one says so before it hands it out, and no longer before it zeroes it. Nothing here calls anybody while it has its gate.
/// </summary>
internal sealed class SoughtValues(IEnumerable<string> allowedFields)
{
    private readonly WindowHash _hash = new();
    private readonly HashSet<string> _allowed = new(allowedFields, StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly Dictionary<object, Dictionary<Secret, SoughtForm[]>> _held = new(ReferenceEqualityComparer.Instance);
    private SoughtForms? _forms;

    /// <summary>What is looked for now.</summary>
    public SoughtForms Forms => Volatile.Read(ref _forms) ?? Build();

    /// <summary>Says what somebody holds from now on.</summary>
    /// <param name="holder">Who: what was said before in its name is over.</param>
    /// <param name="versions">What it holds; none for nothing any more.</param>
    public void Set(object holder, IEnumerable<SecretVersion> versions) => Set(holder, versions.SelectMany(SecretsOf));

    /// <summary>The same of values that are in no version.</summary>
    public void Set(object holder, IEnumerable<Secret> secrets)
    {
        var before = Of(holder);
        var now = new Dictionary<Secret, SoughtForm[]>(ReferenceEqualityComparer.Instance);
        foreach (var secret in secrets)
        {
            if (!now.ContainsKey(secret))
            {
                now.Add(secret, before?.GetValueOrDefault(secret) ?? SoughtForm.Of(secret, _hash));
            }
        }

        if (before is not null ? before.Count == now.Count && now.Keys.All(before.ContainsKey) : now.Count == 0)
        {
            return;
        }

        lock (_gate)
        {
            _held[holder] = now;
            if (now.Count == 0)
            {
                _held.Remove(holder);
            }

            Volatile.Write(ref _forms, null);
        }
    }

    private Dictionary<Secret, SoughtForm[]>? Of(object holder)
    {
        lock (_gate)
        {
            return _held.GetValueOrDefault(holder);
        }
    }

    private SoughtForms Build()
    {
        lock (_gate)
        {
            var forms = _forms ?? new(_held.Values.SelectMany(static held => held.Values).SelectMany(static forms => forms), _hash);
            Volatile.Write(ref _forms, forms);
            return forms;
        }
    }

    private IEnumerable<Secret> SecretsOf(SecretVersion version)
    {
        var allowed = version.Fields.Where(field => _allowed.Contains(field.Key)).Select(static field => field.Value).ToArray();
        IEnumerable<Secret> all = version.HasValue ? version.Fields.Values.Append(version.Value) : version.Fields.Values;
        return all.Where(secret => !allowed.Any(one => ReferenceEquals(one, secret)));
    }
}
