using System.Globalization;
using System.Text;

namespace ZeroTrust.Security.Benchmarks.Reports;

/// <summary>Requests per second as a share of the same application without protection, as SVG that reads on light and on dark pages.</summary>
internal static class ThroughputPlot
{
    private const int LabelWidth = 150;
    private const int BarWidth = 440;
    private const int BarHeight = 18;
    private const int GroupHeight = 84;
    private const int Top = 34;

    private static readonly (string Title, string Ours, string Peer)[] Groups =
    [
        ("RS256", "10 RS256", "11 RS256"),
        ("ES256", "10 ES256", "11 ES256"),
        ("RS256, 2,000 callers", "10 RS256, 2,000 tokens", "2,000 tokens, to AddJwtBearer"),
    ];

    public static string Draw(StoredRuns kestrel)
    {
        var height = Top + (Groups.Length * GroupHeight) + 4;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 680 {height}" width="680" height="{height}" role="img" aria-labelledby="title">
            <title id="title">Requests per second as a share of the same service without protection</title>
            <style>
            text {"{"} font: 13px system-ui, sans-serif; fill: #1f2328 {"}"}
            .head {"{"} font-weight: 600 {"}"} .none {"{"} fill: #8c959f {"}"} .ours {"{"} fill: #1a7f37 {"}"} .peer {"{"} fill: #bc4c00 {"}"}
            @media (prefers-color-scheme: dark) {"{"} text {"{"} fill: #e6edf3 {"}"} .none {"{"} fill: #6e7681 {"}"} .ours {"{"} fill: #3fb950 {"}"} .peer {"{"} fill: #db6d28 {"}"} {"}"}
            </style>
            <text class="head" x="0" y="16">Requests/s, GET with a scope and a permission required; no protection = 100 %</text>

            """);
        for (var i = 0; i < Groups.Length; i++)
        {
            var (title, oursRow, peerRow) = Groups[i];
            var ours = kestrel[oursRow].Value;
            var y = Top + (i * GroupHeight);
            text.Append(CultureInfo.InvariantCulture, $"<text x=\"0\" y=\"{y + 14}\">{title}</text>\n");
            Bar(text, y, "none", "no protection", 1);
            Bar(text, y + BarHeight + 4, "ours", "ZeroTrust.Security", ours);
            Bar(text, y + ((BarHeight + 4) * 2), "peer", "AddJwtBearer + policy", ours / kestrel[peerRow].Value);
        }

        return text.Append("</svg>\n").ToString();
    }

    private static void Bar(StringBuilder text, int y, string look, string name, double share)
    {
        var width = Math.Round(Math.Min(share, 1.05) * BarWidth * 0.6);
        text.Append(CultureInfo.InvariantCulture, $"<rect class=\"{look}\" x=\"{LabelWidth}\" y=\"{y}\" width=\"{width}\" height=\"{BarHeight}\" rx=\"2\"/>\n");
        text.Append(CultureInfo.InvariantCulture, $"<text x=\"{LabelWidth + width + 8}\" y=\"{y + 14}\">{Math.Round(share * 100)} % {name}</text>\n");
    }
}
