namespace Orders.Demo;

/// <summary>What came back: from the service, and from its twin without protection.</summary>
internal sealed record DemoResult(DemoRow Row, DemoAnswer Actual, DemoAnswer Twin)
{
    public bool AsExpected => Actual == Row.Expected;

    public bool TwinDiffers => Twin != Actual;
}
