namespace Orders.Demo;

/// <summary>What came back: from the service, and from its twin without protection.</summary>
internal sealed record DemoResult(DemoRow Row, DemoReply Actual, DemoAnswer Twin)
{
    public bool AsExpected => Actual.Answer == Row.Expected && (Row.Reason is null || Actual.Reason == Row.Reason.ToString());

    public bool TwinDiffers => Twin != Actual.Answer;

    public bool TwinLetThrough => Twin.Status < 400 && Actual.Answer.Status >= 400;
}
