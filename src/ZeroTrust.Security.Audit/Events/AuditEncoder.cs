using System.Security.Cryptography;
using System.Text;
using ZeroTrust.Security.Masking;

namespace ZeroTrust.Security.Audit.Events;

/// <summary>
/// Turns a record into one JSON object with a fixed set of members; what the application named stands in one nested member, <c>details</c>.
/// No object is made but where something has to be masked, cut or digested. For one thread.
/// </summary>
internal sealed class AuditEncoder(DigestKey digests)
{
    /// <summary>The most that a text takes, and its mark when it is cut beside that.</summary>
    public const int MaxTextBytes = 1024;

    /// <summary>The most that an event takes.</summary>
    public const int MaxEventBytes = 8 * 1024;

    // What every text is cut to where the fixed members alone would fill an event, and what is kept free to say what was left out.
    private const int TightTextBytes = 128;
    private const int ClosingBytes = 256;

    private readonly JsonLine _json = new();
    private readonly CallerMembers _callers = new();

    /// <summary>Writes a record. The result is good until the next one.</summary>
    /// <param name="record">The record.</param>
    /// <param name="id">Its id.</param>
    public ReadOnlySpan<byte> Encode(in AuditRecord record, in Guid id)
    {
        WriteFixed(record, id, MaxTextBytes);
        if (_json.Length > MaxEventBytes - ClosingBytes)
        {
            WriteFixed(record, id, TightTextBytes);
        }

        if (record.Event is { Details.Count: > 0 } auditEvent)
        {
            WriteDetails(auditEvent.Details);
        }

        _json.End();
        return _json.Written;
    }

    private void WriteFixed(in AuditRecord record, in Guid id, int limit)
    {
        ref readonly var decision = ref record.Decision;
        _json.Clear();
        _json.Begin();
        _json.Text("type"u8, decision.Type, limit);
        _json.Id("id"u8, id);
        _json.Time("time"u8, decision.Time);
        _json.Word("class"u8, AuditWords.BytesOf(record.Class));
        _json.Word("outcome"u8, AuditWords.Of(decision.Outcome));
        WriteCaller(decision.Caller, limit);

        // The route pattern of a decision is the application's own text; what an event names may be anything.
        _json.Text("resource"u8, record.Event is null || decision.Resource is null ? decision.Resource : SecretMask.Apply(decision.Resource), limit);
        _json.Text("action"u8, decision.Action, limit);
        _json.Text("code"u8, decision.Code, limit);
        _json.Text("reason"u8, decision.Reason is null ? null : SecretMask.Apply(decision.Reason), limit);
        WriteUnverified(decision.Unverified, limit);
        _json.Text("request_id"u8, decision.RequestId, limit);
        _json.Text("connection_id"u8, decision.ConnectionId, limit);
        _json.Text("trace_id"u8, decision.TraceId, limit);
        _json.Address("client_ip"u8, decision.ClientAddress);
        _json.Address("forwarded_ip"u8, decision.ForwardedAddress);
        if (decision.Repeated)
        {
            _json.True("repeated"u8);
        }

        if (record.Event?.Intent is { } intent)
        {
            _json.Id("intent"u8, intent);
        }
    }

    private void WriteCaller(Caller? caller, int limit)
    {
        if (caller is null)
        {
            return;
        }

        var mayKeep = limit == MaxTextBytes;
        if (mayKeep && _callers.Find(caller) is { IsEmpty: false } kept)
        {
            _json.Members(kept);
            return;
        }

        var before = _json.Length;
        _json.Text("user"u8, caller.User?.Subject, limit);
        _json.Text("issuer"u8, caller.User?.IssuerName, limit);
        _json.Text("service"u8, caller.Service?.Name, limit);
        _json.Text("service_issuer"u8, caller.Service?.IssuerName, limit);
        _json.Text("through"u8, caller.Service is { Through.Count: > 0 } service ? string.Join(", ", service.Through) : null, limit);
        _json.Text("client"u8, caller.Client, limit);
        _json.Text("tenant"u8, caller.Tenant, limit);
        if (mayKeep)
        {
            _callers.Keep(caller, _json.Written[before..]);
        }
    }

    private void WriteUnverified(UnverifiedToken? token, int limit)
    {
        if (token is not null)
        {
            _json.Text("unverified_issuer"u8, token.ClaimedIssuer, limit);
            _json.Text("unverified_key_id"u8, token.ClaimedKeyId, limit);
        }
    }

    private void WriteDetails(IReadOnlyList<AuditDetail> details)
    {
        _json.BeginObject("details"u8);
        var written = 0;
        for (; written < details.Count; written++)
        {
            var before = _json.Length;
            WriteDetail(details[written]);
            if (_json.Length > MaxEventBytes - ClosingBytes)
            {
                _json.Cut(before, first: written == 0);
                break;
            }
        }

        _json.End();
        if (written < details.Count)
        {
            WriteLeftOut(details, written);
        }
    }

    private void WriteDetail(AuditDetail detail)
    {
        Span<byte> name = stackalloc byte[64];
        name = name[..Encoding.ASCII.GetBytes(detail.Name, name)];
        switch (detail.Value.Kind)
        {
            case AuditValueKind.None:
                _json.Null(name);
                break;
            case AuditValueKind.Number or AuditValueKind.Boolean:
                _json.Literal(name, detail.Value.ToString());
                break;
            case AuditValueKind.Digest:
                _json.Text(name, digests.Of(detail.Value.Reveal()), MaxTextBytes);
                break;
            default:
                _json.Text(name, SecretMask.Apply(detail.Value.ToString()), MaxTextBytes);
                break;
        }
    }

    /// <summary>How many details were left out, and a digest of them as they print.</summary>
    private void WriteLeftOut(IReadOnlyList<AuditDetail> details, int from)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var i = from; i < details.Count; i++)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{details[i].Name}={details[i].Value}\n"));
        }

        _json.Number("details_cut"u8, details.Count - from);
        _json.Text("details_cut_sha256"u8, Convert.ToHexStringLower(hash.GetHashAndReset()), MaxTextBytes);
    }
}
