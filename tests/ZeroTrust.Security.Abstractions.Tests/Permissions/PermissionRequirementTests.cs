namespace ZeroTrust.Security.Abstractions.Tests.Permissions;

public sealed class PermissionRequirementTests
{
    private static readonly string[] Names = [.. Enumerable.Range(0, 150).Select(static i => $"thing{i}:do")];

    [Fact]
    public void Require_NothingAtAll_IsRefused()
    {
        var model = new PermissionModel();

        Assert.Throws<ArgumentException>(() => model.RequireAll());
        Assert.Throws<ArgumentException>(() => model.RequireAny());
    }

    // Property: over many random policies and callers the masks decide as a naive model does.
    [Fact]
    public void IsMetBy_RandomPolicies_AgreesWithANaiveModel()
    {
        var random = new Random(20260101);
        var model = new PermissionModel();
        for (var round = 0; round < 5_000; round++)
        {
            var asked = Pick(random, 1 + random.Next(6));
            var held = Pick(random, random.Next(40));
            var set = new PermissionSet(held, [], [], []);
            var grants = asked.Select(static name => new Grant(GrantKind.Permission, name)).ToArray();

            var (all, any) = (model.RequireAll(grants), model.RequireAny(grants));

            // Asked again, the set has its bits at hand.
            for (var asking = 0; asking < 2; asking++)
            {
                Assert.Equal(asked.All(held.Contains), all.IsMetBy(set));
                Assert.Equal(asked.Any(held.Contains), any.IsMetBy(set));
            }
        }
    }

    [Fact]
    public void IsMetBy_ModelGrewAfterTheSetWasFirstAsked_LooksAgain()
    {
        var model = new PermissionModel();
        var set = new PermissionSet(["late:grant"], [], [], []);
        Assert.False(model.RequireAll(new Grant(GrantKind.Permission, "early:grant")).IsMetBy(set));

        foreach (var name in Names)
        {
            model.RequireAll(new Grant(GrantKind.Permission, name));
        }

        Assert.True(model.RequireAll(new Grant(GrantKind.Permission, "late:grant")).IsMetBy(set));
    }

    [Fact]
    public void IsMetBy_TwoModels_DoNotMixTheirPositions()
    {
        var set = new PermissionSet(["a:x"], [], [], []);
        var first = new PermissionModel().RequireAll(new Grant(GrantKind.Permission, "a:x"));
        var second = new PermissionModel().RequireAll(new Grant(GrantKind.Permission, "b:x"));

        Assert.True(first.IsMetBy(set));
        Assert.False(second.IsMetBy(set));
        Assert.True(first.IsMetBy(set));
    }

    [Fact]
    public void IsMetBy_SameModelAgain_AllocatesNothing()
    {
        var requirement = new PermissionModel().RequireAll(new Grant(GrantKind.Permission, "a:x"), new Grant(GrantKind.Role, "r"));
        var set = new PermissionSet(["a:x"], [], [], ["r"]);
        Assert.True(requirement.IsMetBy(set));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            requirement.IsMetBy(set);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task IsMetBy_ModelGrowsWhileThreadsAsk_NeverAnswersForAnotherGrant()
    {
        var model = new PermissionModel();
        var held = Names.Where(static (_, i) => i % 2 == 0).ToArray();
        var set = new PermissionSet(held, [], [], []);
        using var start = new Barrier(4);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            start.SignalAndWait();
            foreach (var name in thread % 2 == 0 ? Names : Names.Reverse())
            {
                Assert.Equal(held.Contains(name), model.RequireAll(new Grant(GrantKind.Permission, name)).IsMetBy(set));
            }
        })));
    }

    private static HashSet<string> Pick(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => Names[random.Next(Names.Length)])];
}
