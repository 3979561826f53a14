using System.Security.Cryptography;
using Satchel.Chats;
using static Satchel.Tests.Chats.WhatsApp.Android.History;

namespace Satchel.Tests.Chats.WhatsApp.Android.Writing;

/// <summary>A message of every kind, with everything that a message may have.</summary>
internal static class EveryKind
{
    private static readonly byte[] Photo = [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 7 % 251))];

    public static Chat InGroup { get; } = new(Group, ChatKind.Group) { Title = "Hiking", Participants = [Ben, Cleo, Me], CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(T0 - 5000), Archived = true };

    public static Dictionary<string, byte[]> Files { get; } = new()
    {
        ["Message/Media/photo.jpg"] = Photo,
        ["Message/Media/clip.mp4"] = [1, 2, 3],
        ["Message/Media/song.m4a"] = [4, 5],
        ["Message/Media/note.opus"] = [6, 7, 8, 9],
        ["Message/Media/plan.pdf"] = [10],
        ["Message/Media/smile.webp"] = [11, 12],
        ["Media/WhatsApp Images/IMG-20231114-WA0007.jpg"] = [13, 14],
        ["thumbnails/1"] = [15, 16],
    };

    public static List<Message> Messages { get; } = Make();

    public static Attachment File(string path, string mime, string? name = null) => new()
    {
        Path = path,
        Mime = mime,
        Name = name,
        LengthBytes = Files[path].Length,
        Sha256 = SHA256.HashData(Files[path]),
    };

    private static List<Message> Make()
    {
        long at = T0;
        List<Message> all = [];
        Message Say(MessageKind kind, string? sender, string? text = null) => new()
        {
            ChatId = Group,
            NativeId = $"3EB0{at:X}{(int)kind}",
            SentAtMillis = at += 60_000,
            Kind = kind,
            SenderId = sender ?? Me,
            Outgoing = sender is null,
            Text = text,
            Status = kind is MessageKind.System or MessageKind.Call ? null : sender is null ? MessageStatus.Read : MessageStatus.Received,
            ReceivedAtMillis = sender is null ? null : at + 300,
        };

        Message hello = Say(MessageKind.Text, Ben, "hello ☀️");
        all.Add(hello with { Reactions = [new(Cleo, "👍", at + 1), new(Me, "❤️", at + 2)], Starred = true });
        all.Add(Say(MessageKind.Text, null, "hi @85255507777") with { ReplyTo = new(hello.NativeId, Ben, "hello ☀️"), Mentions = [Cleo], Forwarded = true, EditedAtMillis = at + 5000, ExpiresAtMillis = at + 86_400_000 });
        foreach ((MessageStatus status, int i) in new[] { MessageStatus.Pending, MessageStatus.Sent, MessageStatus.Delivered, MessageStatus.Played, MessageStatus.Failed }.Select((status, i) => (status, i)))
        {
            all.Add(Say(MessageKind.Text, null, $"status {i}") with { Status = status });
        }

        all.Add(Say(MessageKind.Link, Cleo, "see https://example.com") with { Body = new LinkBody("https://example.com", "Example", "A page") });
        all.Add(Say(MessageKind.Image, Ben, "a caption") with { Attachments = [File("Message/Media/photo.jpg", "image/jpeg") with { Width = 640, Height = 480 }] });
        all.Add(Say(MessageKind.Image, null) with { Attachments = [File("Media/WhatsApp Images/IMG-20231114-WA0007.jpg", "image/jpeg")] });
        all.Add(Say(MessageKind.Video, null, "moving") with { Attachments = [File("Message/Media/clip.mp4", "video/mp4") with { DurationMillis = 9000 }] });
        all.Add(Say(MessageKind.Gif, Ben) with { Attachments = [File("Message/Media/clip.mp4", "video/mp4")] });
        all.Add(Say(MessageKind.VideoNote, Ben) with { Attachments = [File("Message/Media/clip.mp4", "video/mp4")] });
        all.Add(Say(MessageKind.Audio, Ben) with { Attachments = [File("Message/Media/song.m4a", "audio/mp4") with { DurationMillis = 61_000 }] });
        all.Add(Say(MessageKind.Voice, null) with { Attachments = [File("Message/Media/note.opus", "audio/ogg; codecs=opus") with { DurationMillis = 4000 }] });
        all.Add(Say(MessageKind.Document, Cleo, "the plan") with { Attachments = [File("Message/Media/plan.pdf", "application/pdf", "Our plan.pdf")] });
        all.Add(Say(MessageKind.Sticker, Cleo) with { Attachments = [File("Message/Media/smile.webp", "image/webp") with { Width = 512, Height = 512 }] });
        all.Add(Say(MessageKind.Image, Cleo) with { Attachments = [new() { Mime = "image/jpeg", LengthBytes = 77, Missing = true }, new() { Mime = "image/jpeg", Cell = new("x", "thumbnails", 1, "thumbnail"), IsThumbnail = true }] });
        all.Add(Say(MessageKind.Contact, Ben) with { Body = new ContactsBody([new("Guide", "BEGIN:VCARD\nFN:Guide\nEND:VCARD"), new("Only, a name", null)]) });
        all.Add(Say(MessageKind.Location, Ben) with { Body = new LocationBody(22.25, 114.5, "Bus stop", "Shek O Rd") });
        all.Add(Say(MessageKind.LiveLocation, Ben) with { Body = new LocationBody(-1.5, 2.5, null, null) });
        all.Add(Say(MessageKind.Poll, Ben) with { Body = new PollBody("Where?", [new("Here", [Ben, Me]), new("There", [Me, Cleo]), new("Nowhere", [])]) });
        all.Add(Say(MessageKind.Call, Ben) with { Body = new CallBody(true, CallOutcome.Answered, 75) });
        all.Add(Say(MessageKind.Call, null) with { ChatId = Ben, Body = new CallBody(false, CallOutcome.Missed, null) });
        all.Add(Say(MessageKind.Call, null) with { ChatId = Ben, Body = new CallBody(false, CallOutcome.Declined, null) });
        all.Add(Say(MessageKind.Call, Ben) with { ChatId = Ben, Body = new CallBody(null, CallOutcome.Busy, null) });
        all.Add(Say(MessageKind.Call, Ben) with { ChatId = Ben, Body = new CallBody(null, CallOutcome.Failed, null) });
        foreach (SystemEvent happened in Enum.GetValues<SystemEvent>())
        {
            string[] subjects = happened switch { SystemEvent.NumberChanged => [Ben, Cleo], SystemEvent.ParticipantAdded or SystemEvent.ParticipantRemoved => [Cleo], _ => [] };
            if (happened != SystemEvent.Pat)
            {
                all.Add(Say(MessageKind.System, Ben) with { Body = new SystemBody(happened, Ben, subjects, happened == SystemEvent.TitleChanged ? "Hiking" : null) });
            }
        }

        all.Add(Say(MessageKind.Revoked, Ben) with { RevokedAtMillis = at + 9 });
        all.Add(Say(MessageKind.Text, Cleo, "a status") with { ChatId = "status@broadcast" });
        all.Add(Say(MessageKind.Text, null, "to a list") with { ChatId = "1700000000@broadcast" });
        all.Add(Say(MessageKind.Text, Ben, "news") with { ChatId = "120363@newsletter", SenderId = null });
        all.Add(Say(MessageKind.Text, null, "a note to me") with { ChatId = Me });
        return all;
    }
}
