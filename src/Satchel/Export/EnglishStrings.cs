using System.Globalization;
using Satchel.Chats;

namespace Satchel.Exports;

/// <summary>English.</summary>
internal sealed class EnglishStrings : ExportStrings
{
    public override string Tag => "en";

    public override string You => "You";

    public override string UnknownTime => "time unknown";

    public override string ListSeparator => ", ";

    public override string Forwarded => "Forwarded";

    public override string Edited => "edited";

    public override string Starred => "Starred";

    public override string WasDeleted => "This message was deleted";

    public override string LaterDeleted => "deleted later";

    public override string NotThere => "not in this history";

    public override string Disappears => "Disappearing message";

    public override string EarlierVersions => "Earlier versions";

    public override string Chats => "Chats";

    public override string AllChats => "All chats";

    public override string First => "First";

    public override string Previous => "Previous";

    public override string Next => "Next";

    public override string Last => "Last";

    public override string Months => "Go to a month";

    public override string PagesOfChat => "Pages of this chat";

    public override string NoMessages => "No messages";

    public override string OpenMap => "Open in a map";

    public override string Archived => "archived";

    public override string ExportedBy => "Exported by Satchel";

    public override string InReplyTo => "In reply to";

    public override string Footer => "These pages work without a network and load nothing from it.";

    public override IReadOnlyList<string> MonthNames { get; } =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    public override string Title(string app, string owner) => $"{app} – {owner}";

    public override string MessageCount(long count) => Count(count, "message");

    public override string ChatCount(long count) => Count(count, "chat");

    public override string PageOf(long page, long pages) => string.Create(CultureInfo.InvariantCulture, $"Page {page:N0} of {pages:N0}");

    public override string Day(DateTime day) => day.ToString("dddd, d MMMM yyyy", CultureInfo.InvariantCulture);

    public override string Month(int year, int month) => string.Create(CultureInfo.InvariantCulture, $"{MonthNames[month - 1]} {year}");

    public override string RemovedAfter(string when) => $"no longer in the app after {when}";

    public override string RevokedAt(string when) => $"deleted for everyone on {when}";

    public override string Votes(int count) => Count(count, "vote");

    public override string Kind(MessageKind kind) => kind switch
    {
        MessageKind.Text => "Message",
        MessageKind.Image => "Photo",
        MessageKind.Video => "Video",
        MessageKind.VideoNote => "Video note",
        MessageKind.Audio => "Audio",
        MessageKind.Voice => "Voice message",
        MessageKind.Document => "Document",
        MessageKind.Sticker => "Sticker",
        MessageKind.Gif => "GIF",
        MessageKind.Location => "Location",
        MessageKind.LiveLocation => "Live location",
        MessageKind.Contact => "Contact",
        MessageKind.Link => "Link",
        MessageKind.Poll => "Poll",
        MessageKind.Call => "Call",
        MessageKind.System => "Notice",
        MessageKind.Revoked => "Deleted message",
        MessageKind.MiniProgram => "Mini program",
        MessageKind.MergedForward => "Chat history",
        MessageKind.Transfer => "Transfer",
        MessageKind.RedPacket => "Red packet",
        MessageKind.Note => "Note",
        _ => "A message of an unknown kind",
    };

    public override string ChatKind(ChatKind kind) => kind switch
    {
        Satchel.Chats.ChatKind.Group => "Group",
        Satchel.Chats.ChatKind.Broadcast => "Broadcast",
        Satchel.Chats.ChatKind.Channel => "Channel",
        Satchel.Chats.ChatKind.Self => "Notes to self",
        Satchel.Chats.ChatKind.System => "Notices",
        _ => "Chat",
    };

    public override string Status(MessageStatus status) => status switch
    {
        MessageStatus.Pending => "waiting to be sent",
        MessageStatus.Sent => "sent",
        MessageStatus.Delivered => "delivered",
        MessageStatus.Read => "read",
        MessageStatus.Played => "played",
        MessageStatus.Received => "received",
        _ => "not sent",
    };

    public override string Call(CallBody call)
    {
        string kind = call.Video switch { true => "video call", false => "voice call", null => "call" };
        string text = call.Outcome switch
        {
            CallOutcome.Missed => $"Missed {kind}",
            CallOutcome.Declined => $"Declined {kind}",
            CallOutcome.Busy => $"{Capital(kind)}, busy",
            CallOutcome.Failed => $"{Capital(kind)}, failed",
            _ => Capital(kind),
        };
        return call.DurationSeconds is long seconds and > 0 ? $"{text}, {Duration(seconds)}" : text;
    }

    public override string System(SystemBody system, string? actor, string subjects)
    {
        string who = actor ?? "Somebody";
        string whom = subjects.Length > 0 ? subjects : "somebody";
        string subject = subjects.Length > 0 ? subjects : who;
        return system.Event switch
        {
            SystemEvent.GroupCreated => system.Text is { Length: > 0 } title ? $"{who} created the group “{title}”" : $"{who} created the group",
            SystemEvent.ParticipantAdded => actor is null || actor == subjects ? $"{subject} joined" : $"{who} added {whom}",
            SystemEvent.ParticipantRemoved => $"{who} removed {whom}",
            SystemEvent.ParticipantLeft => $"{subject} left",
            SystemEvent.TitleChanged => system.Text is { Length: > 0 } title ? $"{who} changed the title to “{title}”" : $"{who} changed the title",
            SystemEvent.IconChanged => $"{who} changed the picture",
            SystemEvent.NumberChanged => $"{subject} changed the phone number",
            SystemEvent.EncryptionChanged => system.Text is { Length: > 0 } text ? text : "Messages and calls are end-to-end encrypted",
            SystemEvent.DisappearingTimerChanged => system.Text is { Length: > 0 } text ? text : $"{who} changed the time after which messages disappear",
            SystemEvent.Pat => system.Text is { Length: > 0 } text ? text : $"{who} nudged {whom}",
            _ => system.Text is { Length: > 0 } text ? text : "Notice of the app",
        };
    }

    private static string Count(long count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
