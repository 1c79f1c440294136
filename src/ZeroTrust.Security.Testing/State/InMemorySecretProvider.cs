using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ZeroTrust.Security.Testing;

/// <summary>
/// A store of secrets for tests, which keeps every version: rotate what is in it, or let it answer as a store in trouble would. What is put in stays in
/// memory as it is: it is for values that are no secrets. Threads may share it.
/// </summary>
public sealed class InMemorySecretProvider : ISecretProvider
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ImmutableList<Kept>> _kept = new(StringComparer.Ordinal);
    private readonly List<(string Name, Action Changed)> _listeners = [];
    private int _calls;

    /// <summary>What answers in place of what is kept.</summary>
    /// <value>Null, the default: nothing.</value>
    public Func<SecretRequest, CancellationToken, ValueTask<SecretResult>>? Answer { get; set; }

    /// <summary>How often a secret was asked for.</summary>
    /// <value>0 at first.</value>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Puts a value in, as the next version.</summary>
    /// <param name="name">The name in the store.</param>
    /// <param name="value">The value, kept as UTF-8.</param>
    public void Set(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Set(name, Encoding.UTF8.GetBytes(value));
    }

    /// <summary>Puts a value in, as the next version.</summary>
    /// <param name="name">The name in the store.</param>
    /// <param name="value">The value. An empty one is answered as malformed.</param>
    public void Set(string name, ReadOnlySpan<byte> value) => Add(name, new(value.ToArray(), []));

    /// <summary>Puts fields in, as the next version.</summary>
    /// <param name="name">The name in the store.</param>
    /// <param name="fields">The fields.</param>
    public void Set(string name, params ReadOnlySpan<(string Field, string Value)> fields) => Add(name, new(null, [.. fields]));

    /// <summary>Takes a secret away, with all its versions.</summary>
    /// <param name="name">The name in the store.</param>
    public void Remove(string name)
    {
        lock (_gate)
        {
            _kept.Remove(name);
        }

        Tell(name);
    }

    /// <inheritdoc/>
    public ValueTask<SecretResult> GetAsync(SecretRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        Interlocked.Increment(ref _calls);
        cancellationToken.ThrowIfCancellationRequested();
        return Answer is { } answer ? answer(request, cancellationToken) : new(Read(request));
    }

    /// <inheritdoc/>
    public ValueTask<SecretVersionList> ListVersionsAsync(string name, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(VersionsOf(name) is { Count: > 0 } kept
            ? SecretVersionList.Found([.. Enumerable.Range(1, kept.Count).Reverse().Select(static version => new SecretVersionInfo(Text(version)))])
            : SecretVersionList.Failed(SecretResult.Missing("Nothing was put in under that name.")));
    }

    /// <inheritdoc/>
    public IDisposable? OnChange(string name, Action changed)
    {
        lock (_gate)
        {
            _listeners.Add((name, changed));
        }

        return new Listening(this, (name, changed));
    }

    private static string Text(int version) => version.ToString(CultureInfo.InvariantCulture);

    private SecretResult Read(SecretRequest request)
    {
        if (VersionsOf(request.Name) is not { Count: > 0 } kept)
        {
            return SecretResult.Missing("Nothing was put in under that name.");
        }

        var version = kept.Count;
        if (request.Version is { } asked && (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out version) || version < 1 || version > kept.Count))
        {
            return SecretResult.Missing("There is no such version.");
        }

        return request is { Version: null, IsRejected: false } && request.KnownVersion == Text(version) ? SecretResult.Unchanged() : kept[version - 1].Read(version);
    }

    private ImmutableList<Kept>? VersionsOf(string name)
    {
        lock (_gate)
        {
            return _kept.GetValueOrDefault(name);
        }
    }

    private void Add(string name, Kept version)
    {
        lock (_gate)
        {
            _kept[name] = _kept.GetValueOrDefault(name, []).Add(version);
        }

        Tell(name);
    }

    private void Tell(string name)
    {
        Action[] listeners;
        lock (_gate)
        {
            listeners = [.. _listeners.Where(listener => listener.Name == name).Select(static listener => listener.Changed)];
        }

        Array.ForEach(listeners, static listener => listener());
    }

    private sealed record Kept(byte[]? Value, ImmutableArray<(string Field, string Value)> Fields)
    {
        public SecretResult Read(int version)
        {
            if (Value is { Length: 0 } || (Value is null && Fields.IsEmpty) || Fields.Any(static field => field.Value.Length == 0))
            {
                return SecretResult.Malformed("An empty value was put in.");
            }

            if (Value is { Length: > SecretVersion.MaxBytes })
            {
                return SecretResult.Malformed("More was put in than a secret may have.");
            }

            var fields = Fields.ToDictionary(static field => field.Field, static field => Secret.FromText(field.Value), StringComparer.Ordinal);
            return SecretResult.Found(new(fields, Value is null ? null : new Secret(Value)) { Version = Text(version), Sequence = version });
        }
    }

    private sealed class Listening(InMemorySecretProvider store, (string Name, Action Changed) listener) : IDisposable
    {
        public void Dispose()
        {
            lock (store._gate)
            {
                store._listeners.Remove(listener);
            }
        }
    }
}
