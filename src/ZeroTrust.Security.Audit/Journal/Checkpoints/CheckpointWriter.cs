namespace ZeroTrust.Security.Audit.Journal;

/// <summary>Signs the heads of one journal, each naming the one before. For one thread at a time, except where said.</summary>
internal sealed class CheckpointWriter
{
    private readonly IJournalFolder _folder;
    private readonly CheckpointSettings _settings;
    private readonly string _journal;
    private readonly Lock _file = new();
    private JournalHead _last;
    private long _signed;

    public CheckpointWriter(IJournalFolder folder, string journal, CheckpointSettings settings)
    {
        (_folder, _journal, _settings) = (folder, journal, settings);
        _signed = settings.Clock.GetTimestamp();
        var last = CheckpointFile.ReadLast(folder).Select(CheckpointFormat.Read).LastOrDefault(found => found?.Journal == journal);
        _last = last is null ? JournalHead.None : new(last.Record, last.Hash);
    }

    /// <summary>Whether enough was written, or enough time has gone, since the last one.</summary>
    public bool IsDue(JournalHead head) => head.Seq > _last.Seq
        && (head.Seq - _last.Seq >= _settings.EveryRecords || _settings.Clock.GetElapsedTime(_signed) >= _settings.Every);

    /// <summary>Signs a head, keeps it beside the journal, and hands it on.</summary>
    /// <param name="head">A record that outlasts a power cut: a head that does not would later pass for a journal that was cut.</param>
    /// <param name="cancellationToken">Ends the wait for the signer.</param>
    /// <exception cref="ServiceTokenException">The signer has no key.</exception>
    /// <exception cref="JournalFileException">It could not be kept, and was not handed on.</exception>
    public async ValueTask<JournalCheckpoint> SignAsync(JournalHead head, CancellationToken cancellationToken)
    {
        var payload = CheckpointFormat.Write(_journal, head, _settings.Clock.GetUtcNow(), _last);
        var jws = await _settings.Signer.SignAsync(CheckpointFormat.Type, payload, cancellationToken).ConfigureAwait(false);
        var checkpoint = CheckpointFormat.Read(jws) ?? throw new InvalidOperationException("The signer's answer is no JWS of what it was given.");
        lock (_file)
        {
            CheckpointFile.Append(_folder, jws);
        }

        if (_settings.Export is { } export)
        {
            await export(checkpoint, cancellationToken).ConfigureAwait(false);
        }

        (_last, _signed) = (head, _settings.Clock.GetTimestamp());
        return checkpoint;
    }

    /// <summary>Forgets the heads of records that were deleted. Any thread may call it.</summary>
    /// <exception cref="JournalFileException">They are still there, or may be after a power cut.</exception>
    public void Forget(long retired)
    {
        lock (_file)
        {
            CheckpointFile.Forget(_folder, retired);
        }
    }
}
