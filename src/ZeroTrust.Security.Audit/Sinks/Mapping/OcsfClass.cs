using System.Text.Json;
using ZeroTrust.Security.AuditRecords;

namespace ZeroTrust.Security.Audit.Sinks;

/// <summary>The OCSF class of a record and what was done: their numbers, and the one made of both.</summary>
/// <param name="Uid">The class; its thousands are the category.</param>
/// <param name="Activity">What was done.</param>
internal readonly record struct OcsfClass(int Uid, int Activity)
{
    public const int Finding = 2004;
    public const int Authentication = 3002;
    public const int Authorization = 3003;
    public const int Lifecycle = 6002;
    public const int ApiActivity = 6003;

    private const int Create = 1;
    private const int Logon = 1;
    private const int Start = 3;
    private const int Stop = 4;
    private const int Other = 99;

    public static OcsfClass Of(RecordReader record, RecordKind kind) => kind switch
    {
        RecordKind.Alert => new(Finding, Create),
        RecordKind.Authentication => new(Authentication, Logon),
        RecordKind.Authorization => new(Authorization, Other),
        RecordKind.Start => new(Lifecycle, Start),
        RecordKind.Stop => new(Lifecycle, Stop),
        RecordKind.Upkeep => new(Lifecycle, Other),
        _ => new(ApiActivity, HttpMethods.ActivityOf(record)),
    };

    public void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("category_uid"u8, Uid / 1000);
        json.WriteNumber("class_uid"u8, Uid);
        json.WriteNumber("activity_id"u8, Activity);
        json.WriteNumber("type_uid"u8, (Uid * 100) + Activity);
    }
}
