using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using ZeroTrust.Security.Benchmarks.Caching;
using ZeroTrust.Security.Tokens.ApiKeys;

namespace ZeroTrust.Security.Benchmarks.ApiKeys;

/// <summary>A process that holds so many API keys, and requests that bring them in no order that repeats soon.</summary>
internal sealed class ApiKeySubject
{
    private const string Prefix = "ztk";
    private const int ProofAt = 4;
    private const int SecretAt = ProofAt + ApiKeyFormat.PublicIdLength + 1;

    private readonly byte[] _pepper = RandomNumberGenerator.GetBytes(Pepper.MinBytes);
    private readonly ApiKeyVerifier _verifier;
    private readonly ApiKeyFormat _format = new(Prefix);
    private readonly Presented _presented;

    // Always 0, but the compiler cannot know.
    private readonly long _zero = Environment.TickCount64 < 0 ? 1 : 0;

    public ApiKeySubject(int count)
    {
        var clock = TimeProvider.System;
        var day = TimeSpan.FromDays(1);
        var settings = new ApiKeySettings(Prefix, day, day, day, day, day);
        var pepper = new Pepper(new(_pepper));
        var table = new ApiKeyTable(new(pepper, null));
        var freshness = new ApiKeyFreshness(settings, clock);
        var ledger = new ApiKeyLedger(new InMemoryApiKeyStore(), table, freshness, clock, NullLogger<ApiKeyLedger>.Instance);
        var uses = new ApiKeyUses(ledger, settings, clock, NullLogger<ApiKeyUses>.Instance);
        _verifier = new(_format, table, freshness, new ApiKeyProof(), uses, new(null), clock);
        _presented = new(count, _format.Length, Write);
        freshness.Renew(clock.GetTimestamp());
        Fill(table, pepper, count);
        Next();
        Verify(Presented.Batch);
    }

    public void Next() => _presented.Next();

    public void Verify(int count)
    {
        long place = 0;
        for (var i = 0; i < count; i++)
        {
            var verdict = _verifier.Verify(_presented[place]);
            place += 1 + ((verdict.Caller ?? throw new InvalidOperationException("A key was refused.")).Permissions.Roles.Count & _zero);
        }
    }

    /// <summary>The floor: one keyed hash of as many bytes, and one compare.</summary>
    public void Hash(int count)
    {
        Span<byte> proof = stackalloc byte[ApiKeyFormat.ProofLength];
        Span<byte> hash = stackalloc byte[ApiKeyVersion.HashBytes];
        proof.Clear();
        for (var i = 0; i < count; i++)
        {
            HMACSHA256.HashData(_pepper, proof, hash);
            proof[0] ^= (byte)(hash[0] & (CryptographicOperations.FixedTimeEquals(hash, _pepper) ? 1 : 3));
        }
    }

    private void Fill(ApiKeyTable table, Pepper pepper, int count)
    {
        var text = new char[_format.Length];
        var proof = new byte[ApiKeyFormat.ProofLength];
        var now = TimeProvider.System.GetUtcNow();
        for (var number = 0; number < count; number++)
        {
            Write(number, text);
            Encoding.ASCII.GetBytes(text, ProofAt, proof.Length, proof, 0);
            var hash = new byte[ApiKeyVersion.HashBytes];
            pepper.Hash(proof, hash);
            table.Put(Describe(new string(text, ProofAt, ApiKeyFormat.PublicIdLength), hash, pepper.Name, now));
        }
    }

    private static ApiKeyRecord Describe(string publicId, byte[] hash, string pepper, DateTimeOffset now) => new()
    {
        Id = publicId,
        Revision = 1,
        Service = "orders",
        Permissions = ["payments:charge"],
        CreatedAt = now,
        Versions = [new() { PublicId = publicId, Hash = hash, PepperName = pepper, CreatedAt = now, ExpiresAt = now.AddDays(1), LastUsedAt = now }],
    };

    /// <summary>The key with this number: the same text each time.</summary>
    private static void Write(int number, char[] text)
    {
        $"{Prefix}_".CopyTo(text);
        number.ToString("D16", CultureInfo.InvariantCulture).CopyTo(text.AsSpan(ProofAt));
        text[SecretAt - 1] = '_';
        var state = ((ulong)number * 0x9E37_79B9_7F4A_7C15) + 1;
        foreach (ref var character in text.AsSpan(SecretAt, ApiKeyFormat.SecretLength))
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            character = ApiKeyFormat.Alphabet[(int)(state % (ulong)ApiKeyFormat.Alphabet.Length)];
        }

        var end = SecretAt + ApiKeyFormat.SecretLength;
        text[end] = '_';
        ApiKeyChecksum.Write(text.AsSpan(0, end), text.AsSpan(end + 1));
    }
}
