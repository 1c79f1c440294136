using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;
using ZeroTrust.Security.AspNetCore.Certificates;

namespace ZeroTrust.Security.AspNetCore.Tests.Certificates;

/// <summary>The forms of forwarded certificates, as properties over many texts. The numbers come from a seed, so each run is the same.</summary>
public sealed class ForwardedFormTests
{
    private const int Runs = 3000;
    private const string Separators = "\",;=\\% :\tabAB09+/-\n";

    private static readonly IForwardedForm[] Forms = [new EnvoyForm(), new EscapedPemForm(), new Base64DerForm(), new ClientCertForm()];
    private static readonly byte[] Der = Issue();

    [Fact]
    public void AnyText_IsReadOrRefused_WithoutAnException()
    {
        var draw = new Draw(1);
        for (var run = 0; run < Runs; run++)
        {
            var text = draw.Text(Separators, 80);
            foreach (var form in Forms)
            {
                _ = form.Read(text);
                _ = form.Read(new StringValues([text, draw.Text(Separators, 20)]));
                _ = form.Read($"Cert=\"{text}\";Hash={text}");
            }
        }

        Assert.All(Forms, static form => Assert.Null(form.Read(new StringValues(""))));
    }

    [Fact]
    public void OneChangedCharacter_NeverGivesTheSameCertificate_UnlessItIsTheCaseOfAnEscape()
    {
        var draw = new Draw(2);
        (IForwardedForm Form, string Text)[] good =
        [
            (new EnvoyForm(), $"Cert=\"{Escaped()}\""), (new EscapedPemForm(), Escaped()), (new Base64DerForm(), Convert.ToBase64String(Der)), (new ClientCertForm(), $":{Convert.ToBase64String(Der)}:"),
        ];
        foreach (var (form, text) in good)
        {
            Assert.Equal(Der, form.Read(text)!.Der);
            for (var run = 0; run < 500; run++)
            {
                var at = draw.Next(text.Length);
                var changed = string.Concat(text.AsSpan(0, at), draw.Text(Separators, 1, least: 1), text.AsSpan(at + 1));
                if (form.Read(changed)?.Der is { } der && !changed.Equals(text, StringComparison.OrdinalIgnoreCase))
                {
                    Assert.True(!der.AsSpan().SequenceEqual(Der) || IsBlankOfPem(text, changed), changed);
                }
            }
        }
    }

    [Fact]
    public void EnvoyElement_WhateverItsValuesHold_ComesBackAsItWas()
    {
        var draw = new Draw(3);
        for (var run = 0; run < Runs; run++)
        {
            var (subject, uris) = (draw.Text(Separators, 30), Enumerable.Range(0, draw.Next(3)).Select(_ => draw.Text(Separators, 30)).ToArray());
            var element = $"By={Quote("x")};Subject={Quote(subject)};Hash={Convert.ToHexStringLower(SHA256.HashData(Der))}{string.Concat(uris.Select(static uri => $";URI={Quote(uri)}"))}";
            var before = string.Concat(Enumerable.Range(0, draw.Next(3)).Select(_ => $"Subject={Quote(draw.Text(Separators, 30))},"));

            var read = new EnvoyForm().Read(before + element);
            Assert.NotNull(read);
            Assert.Equal(uris, read.Uris);
            Assert.Equal(SHA256.HashData(Der), read.Thumbprint);
        }
    }

    [Fact]
    public void EnvoyElement_AfterAnyTextOfAClient_IsTheProxysOrNone()
    {
        var draw = new Draw(4);
        var proxys = $"By=spiffe://a/b;Hash={Convert.ToHexStringLower(SHA256.HashData(Der))};Subject=\"CN=x,O=y\";URI=spiffe://prod.example/own";
        var taken = 0;
        for (var run = 0; run < Runs; run++)
        {
            if (new EnvoyForm().Read($"{draw.Text(Separators, 40)},{proxys}") is { } read)
            {
                Assert.Equal(["spiffe://prod.example/own"], read.Uris);
                taken++;
            }
        }

        // A client's element in the form leaves the proxy's as it is.
        Assert.Equal(["spiffe://prod.example/own"], new EnvoyForm().Read($"URI=spiffe://evil/x,{proxys}")!.Uris);
        Assert.True(taken < Runs);
    }

    [Theory]
    [InlineData("")]
    [InlineData("=")]
    [InlineData("AAAA")]
    [InlineData("MAA=\n")]
    [InlineData(" MAA=")]
    [InlineData("MAA")]
    [InlineData("MAB=")]
    [InlineData("MAAA")]
    [InlineData("MQA=")]
    public void Base64_IsCanonicalAndOneObject(string text)
    {
        Assert.Null(CertificateBytes.FromBase64(text));
        Assert.Equal([0x30, 0x00], CertificateBytes.FromBase64("MAA="));
    }

    [Fact]
    public void Length_IsBounded()
    {
        Assert.Null(CertificateBytes.FromBase64(new string('A', CertificateBytes.MaxCharacters + 4)));
        Assert.Null(CertificateBytes.FromEscapedPem(new string('A', CertificateBytes.MaxCharacters + 1)));
        Assert.Null(new EnvoyForm().Read($"By={new string('a', 64 * 1024)}"));
        Assert.Null(new EnvoyForm().Read(string.Join(';', Enumerable.Repeat("DNS=a", 300))));
    }

    private static string Quote(string value) => $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Escaped() => Uri.EscapeDataString($"-----BEGIN CERTIFICATE-----\n{Convert.ToBase64String(Der)}\n-----END CERTIFICATE-----\n");

    // An escaped line feed may become an escaped blank: both stand around PEM's lines.
    private static bool IsBlankOfPem(string text, string changed) =>
        Uri.UnescapeDataString(text).Where(static c => !char.IsWhiteSpace(c)).SequenceEqual(Uri.UnescapeDataString(changed).Where(static c => !char.IsWhiteSpace(c)));

    private static byte[] Issue()
    {
        using var ca = new TestCa();
        using var certificate = ca.Issue(CertificateSite.Orders);
        return certificate.RawData;
    }

    /// <summary>Numbers from a seed, by hashing a count.</summary>
    private sealed class Draw(int seed)
    {
        private int _count;

        public int Next(int below) => (int)(BitConverter.ToUInt32(SHA256.HashData(Encoding.ASCII.GetBytes($"{seed} {_count++}"))) % (uint)below);

        public string Text(string alphabet, int most, int least = 0) =>
            string.Concat(Enumerable.Range(0, least + Next(most - least + 1)).Select(_ => alphabet[Next(alphabet.Length)]));
    }
}
