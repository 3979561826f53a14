using System.Text;
using System.Text.RegularExpressions;

namespace Satchel.Server.Tests.Notices;

/// <summary>A letter as a mail server has it, taken apart as far as the tests look.</summary>
internal sealed partial class ReceivedLetter(string source)
{
    /// <summary>All of it as it came.</summary>
    public string Source { get; } = source;

    /// <summary>Who sent it to whom, and whether over TLS.</summary>
    public string Envelope => Header("X-Envelope");

    public string Subject => Words().Replace(Header("Subject").Replace("?= =?", "?==?", StringComparison.Ordinal), match => Decode(match.Groups[1].Value));

    public string MessageId => Header("Message-ID");

    public string Text => Part("text/plain");

    public string Html => Part("text/html");

    /// <summary>A header, with its lines joined.</summary>
    public string Header(string name)
    {
        string head = Fold().Replace(Source[..Source.IndexOf("\r\n\r\n", StringComparison.Ordinal)], " ");
        return head.Split("\r\n").FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim() ?? "";
    }

    private string Part(string type)
    {
        Match match = Regex.Match(Source, $"content-type: {type}[^\\n]*\\r\\n(?:[^\\r\\n]+\\r\\n)*\\r\\n([A-Za-z0-9+/=\\r\\n]+)", RegexOptions.IgnoreCase);
        return match.Success ? Decode(match.Groups[1].Value.Replace("\r\n", "", StringComparison.Ordinal)) : "";
    }

    private static string Decode(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));

    [GeneratedRegex("=\\?utf-8\\?B\\?([^?]*)\\?=", RegexOptions.IgnoreCase)]
    private static partial Regex Words();

    [GeneratedRegex("\\r\\n[ \\t]+")]
    private static partial Regex Fold();
}
