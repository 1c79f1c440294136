namespace ZeroTrust.Security.ConformanceTests.Differential.Inspection;

/// <summary>What tells a token of type <c>JWT</c> or none from an access token.</summary>
internal static class LegacyMarks
{
    private static readonly string[] Marks = ["at_hash", "c_hash", "nonce", "events", "vp", "vc"];
    private static readonly string[] ClientClaims = ["client_id", "azp", "appid", "cid"];

    public static bool Apply(InspectedToken token)
    {
        if (token.Issuer?.LegacyTypes != true || token.Header.Text("typ")?.Contains('+', StringComparison.Ordinal) == true)
        {
            return false;
        }

        var claims = token.Payload;
        var client = claims.Text(Array.Find(ClientClaims, claims.Has) ?? "client_id");
        return Array.Exists(Marks, claims.Has)
            || (claims.Has("typ") && claims.Text("typ") != "Bearer")
            || string.IsNullOrEmpty(client)
            || AudienceFacts.Of(token).Contains(client);
    }
}
