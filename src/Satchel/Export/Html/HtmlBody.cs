using System.Globalization;
using System.Text;
using Satchel.Chats;

namespace Satchel.Exports.Html;

/// <summary>Writes what a message has beyond its text: files, places, cards, polls, calls.</summary>
internal sealed class HtmlBody(ExportSession session)
{
    private readonly ExportStrings _strings = session.Strings;

    public void Append(StringBuilder html, Message message, IReadOnlyList<string?> files, Func<string, string> mediaUrl)
    {
        for (int i = 0; i < message.Attachments.Count; i++)
        {
            AppendAttachment(html, message.Kind, message.Attachments[i], files[i] is string file ? HtmlText.PathToUrl(mediaUrl(file)) : null);
        }

        switch (message.Body)
        {
            case LocationBody location:
                AppendLocation(html, message.Kind, location);
                break;
            case ContactsBody contacts:
                AppendContacts(html, contacts);
                break;
            case LinkBody link:
                AppendLink(html, link);
                break;
            case PollBody poll:
                AppendPoll(html, poll);
                break;
            case CallBody call:
                AppendCard(html, null, call.Video == true ? "📹" : "📞", _strings.Call(call), "");
                break;
            default:
                AppendKind(html, message);
                break;
        }
    }

    // A message that has nothing to show but its kind still says that.
    private void AppendKind(StringBuilder html, Message message)
    {
        bool isApps = message.Kind is MessageKind.MiniProgram or MessageKind.MergedForward or MessageKind.Transfer or MessageKind.RedPacket or MessageKind.Note or MessageKind.Unknown;
        if (isApps || (message.Attachments.Count == 0 && string.IsNullOrEmpty(message.Text) && message.Kind is not (MessageKind.Revoked or MessageKind.System)))
        {
            AppendCard(html, null, Sign(message.Kind), _strings.Kind(message.Kind), "");
        }
    }

    private void AppendAttachment(StringBuilder html, MessageKind kind, Attachment attachment, string? url)
    {
        string name = attachment.Name ?? Path.GetFileName(attachment.Path) ?? "";
        string label = HtmlText.Escape(name.Length > 0 ? $"{_strings.Kind(kind)}: {name}" : _strings.Kind(kind));
        if (url is null)
        {
            AppendCard(html, null, Sign(kind), name.Length > 0 ? name : _strings.Kind(kind), Details(kind, attachment, session.Media is not null || attachment.Missing));
        }
        else if (IsForAppOnly(url))
        {
            AppendCard(html, url, Sign(kind), name.Length > 0 ? name : _strings.Kind(kind), Details(kind, attachment, false), name);
        }
        else if (IsPicture(kind, attachment))
        {
            string look = attachment.IsThumbnail ? " thumb" : kind == MessageKind.Sticker ? " sticker" : "";
            html.Append(CultureInfo.InvariantCulture, $"<a class=\"media{look}\" href=\"{url}\"><img src=\"{url}\" alt=\"{label}\" loading=\"lazy\"{Size(attachment)}></a>");
        }
        else if (kind is MessageKind.Video or MessageKind.VideoNote or MessageKind.Gif)
        {
            html.Append(CultureInfo.InvariantCulture, $"<video class=\"media{(kind == MessageKind.VideoNote ? " round" : "")}\" src=\"{url}\" controls preload=\"metadata\"{(kind == MessageKind.Gif ? " loop muted" : "")} aria-label=\"{label}\"{Size(attachment)}></video>");
        }
        else if (kind is MessageKind.Audio or MessageKind.Voice)
        {
            html.Append(CultureInfo.InvariantCulture, $"<audio class=\"media\" src=\"{url}\" controls preload=\"none\" aria-label=\"{label}\"></audio>");
        }
        else
        {
            AppendCard(html, url, Sign(kind), name.Length > 0 ? name : _strings.Kind(kind), Details(kind, attachment, false), name);
        }
    }

    // What could not be made playable is there to be saved; a player that stays silent would say nothing of that.
    private static bool IsForAppOnly(string url) => Path.GetExtension(url) is ".silk" or ".aud" or ".amr" or ".wxgf";

    // A preview of what is not there is a picture, whatever it is a preview of.
    private static bool IsPicture(MessageKind kind, Attachment attachment)
    {
        string mime = attachment.Mime ?? "";
        bool isMoving = mime.StartsWith("video/", StringComparison.OrdinalIgnoreCase);
        return attachment.IsThumbnail
            || (kind is MessageKind.Image or MessageKind.Sticker or MessageKind.Gif && !isMoving)
            || (kind != MessageKind.Document && mime.StartsWith("image/", StringComparison.OrdinalIgnoreCase));
    }

    private string Details(MessageKind kind, Attachment attachment, bool saysMissing)
    {
        string?[] parts =
        [
            attachment.Name is null && attachment.Path is null ? null : _strings.Kind(kind),
            attachment.DurationMillis is long duration ? ExportStrings.Duration(duration / 1000) : null,
            attachment.LengthBytes is long length ? Bytes(length) : null,
            saysMissing ? _strings.NotThere : null,
        ];
        return string.Join(" · ", parts.Where(part => part is not null));
    }

    private static string Bytes(long length) => length switch
    {
        < 1024 => string.Create(CultureInfo.InvariantCulture, $"{length} B"),
        < 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{length / 1024.0:0.#} KiB"),
        < 1024L * 1024 * 1024 => string.Create(CultureInfo.InvariantCulture, $"{length / (1024.0 * 1024):0.#} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{length / (1024.0 * 1024 * 1024):0.##} GiB"),
    };

    private static string Size(Attachment attachment) => attachment is { Width: > 0 and < 20_000, Height: > 0 and < 20_000 }
        ? string.Create(CultureInfo.InvariantCulture, $" width=\"{attachment.Width}\" height=\"{attachment.Height}\"")
        : "";

    private void AppendLocation(StringBuilder html, MessageKind kind, LocationBody location)
    {
        string where = string.Create(CultureInfo.InvariantCulture, $"{location.Latitude:0.######}, {location.Longitude:0.######}");
        string map = string.Create(CultureInfo.InvariantCulture, $"https://www.openstreetmap.org/?mlat={location.Latitude:0.######}&mlon={location.Longitude:0.######}#map=16/{location.Latitude:0.######}/{location.Longitude:0.######}");
        string name = string.IsNullOrWhiteSpace(location.Name) ? _strings.Kind(kind) : location.Name;
        AppendCard(html, HtmlText.Escape(map), "📍", name, string.Join(" · ", ((string?[])[location.Address, where, _strings.OpenMap]).Where(part => !string.IsNullOrWhiteSpace(part))));
    }

    private void AppendContacts(StringBuilder html, ContactsBody contacts)
    {
        foreach (ContactCard card in contacts.Contacts)
        {
            AppendCard(html, null, "👤", string.IsNullOrWhiteSpace(card.Name) ? _strings.Kind(MessageKind.Contact) : card.Name, string.Join(" · ", Reachable(card.Vcard)));
        }
    }

    // The lines of a vCard that say how to reach somebody: TEL;type=CELL:+852 5550 1234
    private static IEnumerable<string> Reachable(string? vcard) =>
        (vcard ?? "").Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.Contains(':', StringComparison.Ordinal))
            .Select(line => (Property: line[..line.IndexOf(':', StringComparison.Ordinal)].Split(';')[0], Value: line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..]))
            .Where(line => line.Property.EndsWith("TEL", StringComparison.OrdinalIgnoreCase) || line.Property.EndsWith("EMAIL", StringComparison.OrdinalIgnoreCase))
            .Select(line => line.Value)
            .Where(value => value.Length > 0)
            .Take(10);

    private static void AppendLink(StringBuilder html, LinkBody link)
    {
        bool isWeb = Uri.TryCreate(link.Url, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https";
        AppendCard(
            html,
            isWeb ? HtmlText.Escape(uri!.AbsoluteUri) : null,
            "🔗",
            string.IsNullOrWhiteSpace(link.Title) ? link.Url : link.Title,
            string.Join(" · ", ((string?[])[link.Description, isWeb ? uri!.Host : link.Url]).Where(part => !string.IsNullOrWhiteSpace(part))));
    }

    private void AppendPoll(StringBuilder html, PollBody poll)
    {
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"t\" dir=\"auto\"><b>📊 {HtmlText.Escape(poll.Question ?? _strings.Kind(MessageKind.Poll))}</b></p><ul class=\"poll\">");
        int most = Math.Max(1, poll.Options.Select(option => option.Voters.Count).DefaultIfEmpty().Max());
        foreach (PollOption option in poll.Options)
        {
            string voters = string.Join(_strings.ListSeparator, option.Voters.Select(session.Names.Of));
            html.Append(CultureInfo.InvariantCulture, $"<li><div><span dir=\"auto\">{HtmlText.Escape(option.Text)}</span><span>{HtmlText.Escape(_strings.Votes(option.Voters.Count))}</span></div><meter min=\"0\" max=\"{most}\" value=\"{option.Voters.Count}\"></meter><small dir=\"auto\">{HtmlText.Escape(voters)}</small></li>");
        }

        html.Append("</ul>");
    }

    private static void AppendCard(StringBuilder html, string? url, string sign, string title, string details, string? download = null)
    {
        string tag = url is null ? "div" : "a";
        string link = url is null ? "" : $" href=\"{url}\" rel=\"noopener noreferrer\"{(download is null ? "" : $" download=\"{HtmlText.Escape(download)}\"")}";
        html.Append(CultureInfo.InvariantCulture, $"<{tag} class=\"card\"{link}><span aria-hidden=\"true\">{sign}</span><div><b dir=\"auto\">{HtmlText.Escape(title)}</b>{(details.Length > 0 ? $"<small dir=\"auto\">{HtmlText.Escape(details)}</small>" : "")}</div></{tag}>");
    }

    private static string Sign(MessageKind kind) => kind switch
    {
        MessageKind.Image => "🖼️",
        MessageKind.Video or MessageKind.VideoNote or MessageKind.Gif => "🎞️",
        MessageKind.Audio => "🎵",
        MessageKind.Voice => "🎤",
        MessageKind.Document => "📄",
        MessageKind.Sticker => "🙂",
        MessageKind.Location or MessageKind.LiveLocation => "📍",
        MessageKind.Contact => "👤",
        MessageKind.MiniProgram => "🧩",
        MessageKind.MergedForward => "🗂️",
        MessageKind.Transfer => "💸",
        MessageKind.RedPacket => "🧧",
        MessageKind.Note => "📝",
        _ => "❔",
    };
}
