using ZeroTrust.Security.Tokens.Caching;

namespace ZeroTrust.Security.Tokens.Tests.Caching;

public sealed class TokenPlaceTests : IDisposable
{
    private readonly CacheRig _rig = new(CacheRig.Limits(10));
    private readonly string _text = CacheRig.Text(1);

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Matches_ItsOwnToken_AndNoOther()
    {
        var entry = _rig.Entry(_text);
        var place = default(TokenPlace);
        place.Set(entry);

        Assert.True(Matches(place, _text));
        Assert.False(Matches(place, CacheRig.Text(2)));
    }

    // What a reader may see of a place that another token moves into.
    [Fact]
    public void E11_Matches_TextOfOneBesideTheEntryOfAnother_IsNeither()
    {
        var (one, other) = (_rig.Entry(_text), _rig.Entry(CacheRig.Text(2)));
        var text = new TokenPlace { Entry = other, Hash = one.Hash, Text = one.Text, Token = other.Token };
        var token = new TokenPlace { Entry = one, Hash = one.Hash, Text = one.Text, Token = other.Token };
        var entry = new TokenPlace { Entry = other, Hash = one.Hash, Text = one.Text, Token = one.Token };
        var half = new TokenPlace { Entry = one, Hash = one.Hash };

        Assert.All([text, token, entry, half], place => Assert.False(Matches(place, _text)));
    }

    [Fact]
    public void Matches_EntryThatWasCleared_IsNone()
    {
        var entry = _rig.Entry(_text);
        var place = default(TokenPlace);
        place.Set(entry);
        entry.Clear();

        Assert.False(Matches(place, _text));
    }

    private static bool Matches(TokenPlace place, string text, TokenProof proof = default) => place.Matches(text, proof, TokenText.Hash(text), place.Entry!, out _);
}
