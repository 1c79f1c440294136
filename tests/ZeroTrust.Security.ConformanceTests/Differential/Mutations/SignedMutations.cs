using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace ZeroTrust.Security.ConformanceTests.Differential.Mutations;

/// <summary>Damage to the token after it was signed: base64url, parts, signature (RFC 7515 §3.1, §5.2).</summary>
internal static class SignedMutations
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static readonly string[] Strange = ["=", "==", "===", " ", "\n", "\r\n", "\t", "+", "/", "%", "%3D", "A", ".", "é", "\0", "~"];
    private static readonly BigInteger P256Order =
        BigInteger.Parse("00FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    public static IEnumerable<Mutation> All =>
    [
        new("base64url-damaged", 40, MutationStage.Signed, DamageBase64Url),
        new("last-bits-changed", 15, MutationStage.Signed, ChangeLastBits),
        new("parts-changed", 25, MutationStage.Signed, ChangeParts),
        new("signature-damaged", 30, MutationStage.Signed, DamageSignature),
        new("ecdsa-twin", 15, MutationStage.Signed, MakeTwin),
        new("changed-unsigned", 25, MutationStage.Signed, ChangeUnsigned),
        new("foreign-key", 20, MutationStage.Members, SignByAnother),
    ];

    /// <summary>Damage that fits any token, also one of the pool.</summary>
    public static void DamageAny(TokenDraft draft, SeededRandom random)
    {
        Action<TokenDraft, SeededRandom>[] kinds = [DamageBase64Url, ChangeLastBits, ChangeParts, DamageSignature, ChangeUnsigned];
        random.Pick(kinds)(draft, random);
    }

    private static void DamageBase64Url(TokenDraft draft, SeededRandom random)
    {
        var parts = draft.Parts;
        var part = random.OneIn(2) ? 2 : random.Below(3);
        var at = random.OneIn(2) ? parts[part].Length : random.Below(parts[part].Length + 1);
        parts[part] = parts[part].Insert(at, random.Pick(Strange));
        draft.Token = string.Join('.', parts);
    }

    /// <summary>Other characters that decode to the same bytes where a decoder does not look at the unused bits.</summary>
    private static void ChangeLastBits(TokenDraft draft, SeededRandom random)
    {
        var parts = draft.Parts;
        var part = random.Below(3);
        var value = Alphabet.IndexOf(parts[part][^1], StringComparison.Ordinal);
        parts[part] = parts[part][..^1] + Alphabet[value ^ random.Between(1, 3)];
        draft.Token = string.Join('.', parts);
    }

    private static void ChangeParts(TokenDraft draft, SeededRandom random)
    {
        var parts = draft.Parts;
        draft.Token = random.Below(14) switch
        {
            0 => $"{parts[0]}.{parts[1]}",
            1 => $"{parts[0]}.{parts[1]}.",
            2 => $"{parts[0]}..{parts[2]}",
            3 => $".{parts[1]}.{parts[2]}",
            4 => $"{draft.Token}.",
            5 => $"{draft.Token}.{parts[2]}",
            6 => $"{draft.Token}..{parts[2]}",
            7 => $"{draft.Token}.{parts[0]}.{parts[1]}",
            8 => "..",
            9 => "",
            10 => new string('.', random.Between(1, 2000)),
            11 => $" {draft.Token}",
            12 => $"{draft.Token} ",
            _ => $$"""{"protected":"{{parts[0]}}","payload":"{{parts[1]}}","signature":"{{parts[2]}}"}""",
        };
    }

    private static void DamageSignature(TokenDraft draft, SeededRandom random)
    {
        var parts = draft.Parts;
        var signature = Base64Url.DecodeFromChars(parts[2]);
        signature = random.Below(8) switch
        {
            0 => signature[..^random.Between(1, signature.Length - 1)],
            1 => [.. signature, 0],
            2 => [0, .. signature],
            3 => new byte[signature.Length],
            4 => [.. new byte[signature.Length / 2], .. signature[(signature.Length / 2)..]],
            5 => ToDer(signature),
            6 => [.. signature[(signature.Length / 2)..], .. signature[..(signature.Length / 2)]],
            _ => Flip(signature, random),
        };
        draft.Token = $"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>The other ECDSA signature of the same text, (r, n - s): right mathematics, so both sides take it.</summary>
    private static void MakeTwin(TokenDraft draft, SeededRandom random)
    {
        var parts = draft.Parts;
        var signature = Base64Url.DecodeFromChars(parts[2]);
        if (signature.Length == 64)
        {
            var twin = P256Order - new BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true);
            var bytes = twin.ToByteArray(isUnsigned: true, isBigEndian: true);
            signature = [.. signature[..32], .. new byte[32 - bytes.Length], .. bytes];
        }

        draft.Token = $"{parts[0]}.{parts[1]}.{Base64Url.EncodeToString(signature)}";
    }

    private static void ChangeUnsigned(TokenDraft draft, SeededRandom random)
    {
        var parts = draft.Parts;
        var part = random.Below(2);
        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[part]));
        text = random.Below(4) switch
        {
            0 => text.Replace("user-", "root-", StringComparison.Ordinal),
            1 => text[..^1] + ",\"admin\":true}",
            2 => text.Replace("\"exp\":18", "\"exp\":19", StringComparison.Ordinal),
            _ => text.Replace("S256", "S384", StringComparison.Ordinal),
        };
        parts[part] = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
        draft.Token = string.Join('.', parts);
    }

    private static void SignByAnother(TokenDraft draft, SeededRandom random)
    {
        draft.Key = random.Pick<TestKey>([draft.World.Foreign, draft.World.Legacy.Keys[0], draft.World.Strict.Keys[0], draft.World.Legacy.Keys[1]]);
        draft.Algorithm = draft.Key.Algorithm;
        if (random.OneIn(3))
        {
            draft.Header.Set("kid", $"\"{draft.Key.KeyId}\"");
            draft.Header.Set("alg", $"\"{draft.Algorithm}\"");
        }
    }

    private static byte[] Flip(byte[] bytes, SeededRandom random)
    {
        bytes[random.Below(bytes.Length)] ^= (byte)(1 << random.Below(8));
        return bytes;
    }

    private static byte[] ToDer(byte[] signature)
    {
        byte[] Integer(ReadOnlySpan<byte> value)
        {
            var bytes = new BigInteger(value, isUnsigned: true, isBigEndian: true).ToByteArray(isBigEndian: true);
            return [2, (byte)bytes.Length, .. bytes];
        }

        byte[] body = [.. Integer(signature.AsSpan(0, signature.Length / 2)), .. Integer(signature.AsSpan(signature.Length / 2))];
        return [0x30, (byte)body.Length, .. body];
    }
}
