using ZeroTrust.Security.ConformanceTests.Differential.Mutations;

namespace ZeroTrust.Security.ConformanceTests.Differential;

/// <summary>
/// Makes the tokens of a run: the choices depend on the seed and the token's number alone (keys and signatures are new each time).
/// Threads share it.
/// </summary>
internal sealed class TokenSource
{
    private static readonly Mutation[] Mutations =
    [
        .. IntactMutations.All, .. HeaderMutations.All, .. PayloadMutations.All, .. TimeMutations.All, .. JsonMutations.All, .. SignedMutations.All,
        new("stacked", 50, MutationStage.Members, static (_, _) => { }),
        new("spliced", 20, MutationStage.Signed, static (_, _) => { }),
        new("rsa-intact", 20, MutationStage.Signed, static (_, _) => { }),
        new("rsa-damaged", 25, MutationStage.Signed, SignedMutations.DamageAny),
    ];
    private static readonly Mutation[] Stackable = [.. Mutations.Where(static mutation => mutation.Stage != MutationStage.Signed)];
    private static readonly int TotalWeight = Mutations.Sum(static mutation => mutation.Weight);

    private readonly TestWorld _world;
    private readonly ulong _seed;
    private readonly TokenDraft[] _rsaPool;

    public TokenSource(TestWorld world, ulong seed, int rsaPool = 64)
    {
        _world = world;
        _seed = seed;
        _rsaPool = [.. Enumerable.Range(1, rsaPool).Select(number => MakeRsa(number))];
    }

    public static IEnumerable<string> Classes => Mutations.Select(static mutation => mutation.Name);

    public GeneratedToken Make(long number)
    {
        var random = new SeededRandom(_seed, number);
        var mutation = Choose(random);
        var draft = mutation.Name switch
        {
            "rsa-intact" or "rsa-damaged" => CopyOfPool(random),
            "spliced" => Splice(random),
            "stacked" => MakeSigned(random, random.Pick(Stackable), random.Pick(Stackable)),
            _ => MakeSigned(random, mutation),
        };

        if (mutation.Stage == MutationStage.Signed)
        {
            mutation.Apply(draft, random);
        }

        return new(number, mutation.Name, draft.Token);
    }

    private static Mutation Choose(SeededRandom random)
    {
        var at = random.Below(TotalWeight);
        var index = 0;
        while (at >= Mutations[index].Weight)
        {
            at -= Mutations[index++].Weight;
        }

        return Mutations[index];
    }

    private TokenDraft MakeSigned(SeededRandom random, params ReadOnlySpan<Mutation> mutations)
    {
        var draft = ValidTokens.Make(_world, random);
        Apply(MutationStage.Members, mutations);
        draft.Render();
        Apply(MutationStage.Bytes, mutations);
        draft.Sign();
        return draft;

        void Apply(MutationStage stage, ReadOnlySpan<Mutation> all)
        {
            foreach (var mutation in all)
            {
                if (mutation.Stage == stage)
                {
                    mutation.Apply(draft, random);
                }
            }
        }
    }

    /// <summary>Parts of two good tokens put together.</summary>
    private TokenDraft Splice(SeededRandom random)
    {
        var draft = MakeSigned(random);
        var other = (random.OneIn(3) ? random.Pick(_rsaPool) : MakeSigned(random)).Parts;
        var parts = draft.Parts;
        var part = random.Below(3);
        parts[part] = other[part];
        draft.Token = string.Join('.', parts);
        return draft;
    }

    private TokenDraft CopyOfPool(SeededRandom random)
    {
        var pooled = random.Pick(_rsaPool);
        return new(_world, pooled.Issuer, pooled.Key) { Token = pooled.Token };
    }

    private TokenDraft MakeRsa(int number)
    {
        var draft = ValidTokens.Make(_world, _world.Strict, _world.Strict.Keys[2 + (number % 2)], new(_seed, -number));
        draft.Render();
        draft.Sign();
        return draft;
    }
}
