using Microsoft.Extensions.Logging;
using ZeroTrust.Security.SystemRecords;

namespace ZeroTrust.Security.Tokens.ApiKeys;

/// <summary>Puts on record what is done with keys, by their ids. Who asked for it is in the event of the request that did.</summary>
internal sealed class ApiKeyAudit(SystemEvents events, ILogger<ApiKeyAudit> logger)
{
    public void Created(ApiKeyRecord key)
    {
        ApiKeyLog.Created(logger, key.Id, key.Service);
        Record("create", key.Id);
    }

    public void Rotated(ApiKeyRecord key)
    {
        ApiKeyLog.Rotated(logger, key.Id, key.Service, key.Versions[^1].PublicId);
        Record("rotate", key.Id);
    }

    public void Revoked(string id)
    {
        ApiKeyLog.Revoked(logger, id);
        Record("revoke", id);
    }

    public void Removed(string id)
    {
        ApiKeyLog.Removed(logger, id);
        Record("remove", id);
    }

    private void Record(string action, string id) => events.Say(SystemEvents.ApiKey, action, id);
}
