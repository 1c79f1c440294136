namespace Shop.Demo;

/// <summary>What came back.</summary>
internal sealed record DemoResult(DemoRow Row, DemoReply Actual)
{
    public bool AsExpected => Actual.Answer == Row.Expected && Actual.Reason == Row.Detail;
}
