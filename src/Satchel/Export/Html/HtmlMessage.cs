using System.Globalization;
using System.Text;
using Satchel.Archive;
using Satchel.Chats;

namespace Satchel.Exports.Html;

/// <summary>Writes one message: a bubble, or a line in the middle for what happened rather than was said.</summary>
internal sealed class HtmlMessage(ExportSession session)
{
    private readonly ExportStrings _strings = session.Strings;
    private readonly MessageText _text = new(session);
    private readonly HtmlBody _body = new(session);
    private readonly Dictionary<string, int> _colours = new(StringComparer.Ordinal);

    /// <summary>Where a message stands on its page.</summary>
    /// <param name="IsHead">Whether it starts a run of messages of one sender.</param>
    /// <param name="ShowsSender">Whether the chat has more than one other person.</param>
    /// <param name="QuoteAddress">Where what it quotes stands, or null.</param>
    /// <param name="MediaUrl">Gives the address of a file of the media folder.</param>
    internal sealed record Place(bool IsHead, bool ShowsSender, string? QuoteAddress, Func<string, string> MediaUrl);

    /// <summary>The message as HTML.</summary>
    /// <param name="versions">Its versions, oldest first; one but in the archive.</param>
    /// <param name="files">The names of its attachments' files, null for what is not there.</param>
    /// <param name="place">Where it stands.</param>
    public string Write(IReadOnlyList<HistoryMessage> versions, IReadOnlyList<string?> files, Place place)
    {
        HistoryMessage shown = Shown(versions);
        Message message = shown.Message;
        if (message.Kind == MessageKind.System || (message.Body is SystemBody && message.Kind != MessageKind.Revoked))
        {
            string what = message.Body is SystemBody system ? _text.SystemText(system) : message.Text ?? _strings.Kind(message.Kind);
            return $"<p class=\"sys\" id=\"m{shown.Id}\" dir=\"auto\">{HtmlText.Escape(what)} <span class=\"hide\">{Time(message)}</span></p>\n";
        }

        var html = new StringBuilder(512);
        bool isOut = message.Outgoing == true;
        html.Append(CultureInfo.InvariantCulture, $"<article class=\"m {(isOut ? "out" : "in")}{(place.IsHead ? " head" : "")}{Look(message, files)}\" id=\"m{shown.Id}\"><div class=\"b\">");
        AppendSender(html, message, place, isOut);
        AppendMarks(html, message);
        AppendQuote(html, message.ReplyTo, place.QuoteAddress);
        _body.Append(html, message, files, place.MediaUrl);
        AppendText(html, message);
        AppendEarlier(html, versions, shown);
        AppendFoot(html, versions[^1], shown);
        html.Append("</div>");
        AppendReactions(html, versions[^1].Message.Reactions.Count > 0 ? versions[^1].Message : message);
        return html.Append("</article>\n").ToString();
    }

    /// <summary>Of several versions the one to show: the last that still says something.</summary>
    public static HistoryMessage Shown(IReadOnlyList<HistoryMessage> versions) =>
        versions.LastOrDefault(version => version.Message.Kind != MessageKind.Revoked) ?? versions[^1];

    private static string Look(Message message, IReadOnlyList<string?> files)
    {
        if (message.Kind == MessageKind.Sticker && files.Any(file => file is not null))
        {
            return " bare";
        }

        return message.Kind == MessageKind.Text && message.Attachments.Count == 0 && message.ReplyTo is null && HtmlText.IsBigEmoji(message.Text ?? "") ? " big" : "";
    }

    // In turn, so that a chat of a few people has as many colours; by a hash two of three would often share one.
    private int ColourOf(string id)
    {
        if (!_colours.TryGetValue(id, out int colour))
        {
            colour = _colours.Count * 3 % HtmlStyle.Colours;
            _colours.Add(id, colour);
        }

        return colour;
    }

    private void AppendSender(StringBuilder html, Message message, Place place, bool isOut)
    {
        string sender = session.Names.SenderOf(message);
        if (sender.Length == 0)
        {
            return;
        }

        // Who does not see the colours and sides hears the name of each.
        bool isShown = place.IsHead && place.ShowsSender && !isOut;
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"{(isShown ? $"who s{ColourOf(message.SenderId ?? sender)}" : "hide")}\" dir=\"auto\">{HtmlText.Escape(sender)}</p>");
    }

    private void AppendMarks(StringBuilder html, Message message)
    {
        if (message.Forwarded)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"mark\">↪ {HtmlText.Escape(_strings.Forwarded)}</p>");
        }
    }

    private void AppendQuote(StringBuilder html, Quote? quote, string? address)
    {
        if (quote is null)
        {
            return;
        }

        string tag = address is null ? "div" : "a";
        string name = quote.SenderId is string sender ? session.Names.Of(sender) : "";
        html.Append(CultureInfo.InvariantCulture, $"<{tag} class=\"q\"{(address is null ? "" : $" href=\"{address}\"")}><span class=\"hide\">{HtmlText.Escape(_strings.InReplyTo)} </span>");
        html.Append(CultureInfo.InvariantCulture, $"<b class=\"s{ColourOf(quote.SenderId ?? name)}\" dir=\"auto\">{HtmlText.Escape(name)}</b><span dir=\"auto\">{HtmlText.Escape(quote.Text ?? "…")}</span></{tag}>");
    }

    private void AppendText(StringBuilder html, Message message)
    {
        if (message.Kind == MessageKind.Revoked)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"t gone\">🚫 {HtmlText.Escape(_strings.WasDeleted)}</p>");
        }
        else if (!string.IsNullOrEmpty(message.Text))
        {
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"t\" dir=\"auto\">{HtmlText.Linked(message.Text, Mentions(message))}</p>");
        }
    }

    // In a text a person who is mentioned stands as the part of the id before the @.
    private Dictionary<string, string> Mentions(Message message)
    {
        var mentions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string id in message.Mentions)
        {
            string own = id.Split('@')[0];
            if (own.Length > 0 && own.All(char.IsAsciiLetterOrDigit))
            {
                mentions["@" + own] = session.Names.Of(id);
            }
        }

        return mentions;
    }

    private void AppendEarlier(StringBuilder html, IReadOnlyList<HistoryMessage> versions, HistoryMessage shown)
    {
        List<HistoryMessage> earlier = [.. versions.Where(version => version != shown && version.Message.Kind != MessageKind.Revoked && version.Message.Text is { Length: > 0 } text && text != shown.Message.Text)];
        if (earlier.Count == 0)
        {
            return;
        }

        html.Append(CultureInfo.InvariantCulture, $"<details><summary>{HtmlText.Escape(_strings.EarlierVersions)}</summary>");
        foreach (HistoryMessage version in earlier)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p dir=\"auto\">{HtmlText.Linked(version.Message.Text!, Mentions(version.Message))}</p>");
        }

        html.Append("</details>");
    }

    private void AppendFoot(StringBuilder html, HistoryMessage last, HistoryMessage shown)
    {
        Message message = shown.Message;
        html.Append("<div class=\"f\">");
        if (message.Starred)
        {
            html.Append(CultureInfo.InvariantCulture, $"<span title=\"{HtmlText.Escape(_strings.Starred)}\">★</span>");
        }

        if (message.ExpiresAtMillis is not null)
        {
            html.Append(CultureInfo.InvariantCulture, $"<span title=\"{HtmlText.Escape(_strings.Disappears)}\">⏱</span>");
        }

        if (message.EditedAtMillis is not null)
        {
            html.Append(CultureInfo.InvariantCulture, $"<span title=\"{Full(message.EditedAtMillis)}\">{HtmlText.Escape(_strings.Edited)}</span>");
        }

        if ((last.Message.RevokedAtMillis ?? message.RevokedAtMillis) is long revoked && message.Kind != MessageKind.Revoked)
        {
            html.Append(CultureInfo.InvariantCulture, $"<span class=\"bad\">{HtmlText.Escape(_strings.RevokedAt(Full(revoked)))}</span>");
        }

        if (last.Seen?.RemovedAfter is DateTimeOffset removed)
        {
            html.Append(CultureInfo.InvariantCulture, $"<span class=\"bad\">{HtmlText.Escape(_strings.RemovedAfter(Full(removed.ToUnixTimeMilliseconds())))}</span>");
        }

        html.Append(Time(message));
        AppendStatus(html, last.Message.Status ?? message.Status, message.Outgoing == true);
        html.Append("</div>");
    }

    private void AppendStatus(StringBuilder html, MessageStatus? status, bool isOut)
    {
        if (!isOut || status is not MessageStatus known)
        {
            return;
        }

        (string sign, string look) = known switch
        {
            MessageStatus.Pending => ("🕓", ""),
            MessageStatus.Sent => ("✓", ""),
            MessageStatus.Delivered or MessageStatus.Received => ("✓✓", ""),
            MessageStatus.Read or MessageStatus.Played => ("✓✓", "ok"),
            _ => ("!", "bad"),
        };
        html.Append(CultureInfo.InvariantCulture, $"<span class=\"{look}\" role=\"img\" aria-label=\"{HtmlText.Escape(_strings.Status(known))}\" title=\"{HtmlText.Escape(_strings.Status(known))}\">{sign}</span>");
    }

    private void AppendReactions(StringBuilder html, Message message)
    {
        if (message.Reactions.Count == 0)
        {
            return;
        }

        html.Append("<ul class=\"r\">");
        foreach (IGrouping<string, Reaction> group in message.Reactions.GroupBy(reaction => reaction.Emoji))
        {
            string names = string.Join(_strings.ListSeparator, group.Select(reaction => reaction.SenderId is string sender ? session.Names.Of(sender) : session.Names.Owner));
            html.Append(CultureInfo.InvariantCulture, $"<li title=\"{HtmlText.Escape(names)}\">{HtmlText.Escape(group.Key)}{(group.Count() > 1 ? " " + group.Count().ToString(CultureInfo.InvariantCulture) : "")}<span class=\"hide\"> {HtmlText.Escape(names)}</span></li>");
        }

        html.Append("</ul>");
    }

    private string Time(Message message)
    {
        if (session.LocalTime(message.SentAtMillis) is not DateTime local)
        {
            return $"<span>{HtmlText.Escape(_strings.UnknownTime)}</span>";
        }

        string utc = RecordTime.Format(RecordTime.FromMillis(message.SentAtMillis)!.Value);
        return string.Create(CultureInfo.InvariantCulture, $"<time datetime=\"{utc}\" title=\"{Full(message.SentAtMillis)}\">{local:HH:mm}</time>");
    }

    private string Full(long? millis) => session.LocalTime(millis) is DateTime local ? local.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : _strings.UnknownTime;
}
