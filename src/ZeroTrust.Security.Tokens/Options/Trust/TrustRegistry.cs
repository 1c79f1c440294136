using DefaultOptions = Microsoft.Extensions.Options.Options;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using ZeroTrust.Security.SystemRecords;
using ZeroTrust.Security.Tokens.Issuers;

namespace ZeroTrust.Security.Tokens.Options;

/// <summary>
/// Holds the settings in force. A reload of the configuration builds everything anew and swaps one reference, or, when anything is
/// wrong with it, changes nothing but the fault that reports show. Threads may share it.
/// </summary>
internal sealed class TrustRegistry : ITrustSource, ITrustModel, IDisposable, IAsyncDisposable
{
    private readonly Lock _building = new();
    private readonly IOptionsFactory<ZeroTrustOptions> _options;
    private readonly IConfigurationSection[] _sections;
    private readonly TrustBuilder _builder;
    private readonly OptionsMetrics _metrics;
    private readonly ILogger<TrustRegistry> _log;
    private readonly SystemEvents? _events;
    private readonly List<IDisposable> _watches = [];
    private volatile TrustState? _state;
    private bool _disposed;

    public TrustRegistry(
        IOptionsFactory<ZeroTrustOptions> options,
        IEnumerable<ZeroTrustSection> sections,
        TrustBuilder builder,
        OptionsMetrics metrics,
        ILogger<TrustRegistry> log,
        SystemEvents? events = null)
    {
        _options = options;
        _sections = [.. sections.Select(static section => section.Configuration)];
        _builder = builder;
        _metrics = metrics;
        _log = log;
        _events = events;
    }

    TrustSnapshot ITrustSource.Current => (_state ?? Start()).Snapshot;

    TrustView ITrustModel.Current => (_state ?? Start()).View;

    public IReadOnlyList<IssuerKeyStatus> GetKeyStatus() => [.. (_state ?? Start()).Keys.Select(static keys => keys.Status)];

    /// <summary>Builds the first state, once; the host does so as it starts.</summary>
    /// <exception cref="OptionsValidationException">The settings are wrong.</exception>
    public TrustState Start()
    {
        lock (_building)
        {
            if (_state is { } running)
            {
                return running;
            }

            ObjectDisposedException.ThrowIf(_disposed, this);
            IChangeToken[] seen = [.. _sections.Select(static section => section.GetReloadToken())];
            _state = Build(previous: null);
            Watch();
            EffectiveSettings.Write(_log, _state);
            if (Array.Exists(seen, static token => token.HasChanged))
            {
                Reload();
            }

            return _state;
        }
    }

    public void Dispose()
    {
        foreach (var keys in EndWatching())
        {
            keys.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var keys in EndWatching())
        {
            await keys.DisposeAsync().ConfigureAwait(false);
        }
    }

    // Runs in the configuration's callback, one reload at a time; a later callback finds what the earlier one could not see yet.
    private void Reload()
    {
        lock (_building)
        {
            if (_state is not { } previous || _disposed)
            {
                return;
            }

            TrustState next;
            try
            {
                next = Build(previous);
            }
            catch (OptionsValidationException fault)
            {
                Refuse(previous, string.Join(" ", fault.Failures), null);
                return;
            }
            catch (Exception fault)
            {
                // Whatever the application's own settings code throws: the next reload must find this one alive.
                Refuse(previous, $"{fault.GetType().Name}: {fault.Message}", fault);
                return;
            }

            Swap(next, previous);
            Tell(() => Applied(next));
        }
    }

    private TrustState Build(TrustState? previous)
    {
        RefuseIfLost(previous, new(_sections));
        var options = _options.Create(DefaultOptions.DefaultName);

        // Looked at again: the configuration may have lost something while it was read.
        var presence = new SettingPresence(_sections);
        RefuseIfLost(previous, presence);
        RefuseIfLeftAlone(previous, options);
        return _builder.Build(options, presence, previous);
    }

    private static void RefuseIfLost(TrustState? previous, SettingPresence presence)
    {
        if (previous?.Presence.FindLost(presence) is { Count: > 0 } lost)
        {
            throw Invalid(lost.Select(static path => $"{path} was there and is gone, as in a half-written file. Restart the service if it is meant to go."));
        }
    }

    // Alone, an issuer may assert everything unless it says: it must not come to that because the others went.
    private static void RefuseIfLeftAlone(TrustState? previous, ZeroTrustOptions options)
    {
        if (previous is { Keys.Count: > 1 } && options.Issuers.Count == 1 && options.Issuers.Single() is { Value.MayAssert: null, Key: var name })
        {
            throw Invalid([$"{options.SectionPath ?? "ZeroTrust"}:Issuers:{name}:MayAssert is not set and its issuer would be left alone, for which that means everything. Say what it may assert before the others go."]);
        }
    }

    private static OptionsValidationException Invalid(IEnumerable<string> faults) =>
        new(DefaultOptions.DefaultName, typeof(ZeroTrustOptions), faults);

    // Keys that nobody needs any more end after the swap; a validation still running sees their last set.
    private void Swap(TrustState next, TrustState previous)
    {
        _state = next;
        foreach (var keys in previous.Keys.Except(next.Keys))
        {
            keys.Dispose();
        }
    }

    private void Refuse(TrustState previous, string reason, Exception? fault)
    {
        _state = previous with { View = previous.View with { ReloadFault = reason } };
        Tell(() =>
        {
            _metrics.Refused();
            OptionsLog.ReloadRefused(_log, previous.Snapshot.Version, reason, fault);
            _events?.Say(SystemEvents.Settings, "reload", null, AuditOutcome.Failed, reason);
        });
    }

    private void Applied(TrustState next)
    {
        _metrics.Applied();
        OptionsLog.ReloadApplied(_log, next.Snapshot.Version);
        _events?.Say(SystemEvents.Settings, "reload", null, AuditOutcome.Allowed, null, new AuditDetail("version", next.Snapshot.Version));
        EffectiveSettings.Write(_log, next);
    }

    // A log or a listener that throws must neither undo what was decided nor end the watching.
    private static void Tell(Action report)
    {
        try
        {
            report();
        }
#pragma warning disable RCS1075 // Whatever it is: see above.
        catch (Exception)
#pragma warning restore RCS1075
        {
            // There is nowhere left to say it; reports still show what is in force.
        }
    }

    private void Watch()
    {
        foreach (var section in _sections)
        {
            _watches.Add(ChangeToken.OnChange(section.GetReloadToken, Reload));
        }
    }

    private IReadOnlyList<IssuerKeys> EndWatching()
    {
        lock (_building)
        {
            if (_disposed)
            {
                return [];
            }

            _disposed = true;
        }

        // Without the lock: the end of a watch waits for its callback, which may be a reload that waits for the lock.
        _watches.ForEach(static watch => watch.Dispose());
        return _state?.Keys ?? [];
    }
}
