using System.Globalization;
using System.Text;
using Satchel.Chats;
using Satchel.TestKit.Histories;
using static Satchel.Tests.Migrating.MigrationFolder;

namespace Satchel.Tests.Migrating.RoundTrip;

/// <summary>A message of every kind, from oneself and from others, in a chat with one and in a group, with all that a message can have.</summary>
internal sealed class EveryKind
{
    public const string Cleo = "491711234567@s.whatsapp.net";
    public const string Hidden = "123456789012345@lid";
    private readonly ListHistory _history = Phone();
    private long _at = Noon;
    private int _serial;

    private EveryKind()
    {
    }

    /// <summary>Makes it.</summary>
    public static ListHistory Create()
    {
        EveryKind made = new();
        made._history
            .With(new Participant(Cleo) { Name = "Cléo Müller", Phone = "+491711234567" }, new Participant(Hidden) { Name = "Hidden" })
            .With(new Chat(Cleo, ChatKind.Direct) { Archived = true })
            .With(new Chat(Group, ChatKind.Group) { Title = "Hiking / 爬山 🏔️", Participants = [Ana, Ben, Cleo, Hidden], CreatedAt = DateTimeOffset.FromUnixTimeSeconds(1_600_000_000) });
        foreach (string chat in (string[])[Ben, Group])
        {
            foreach (string? sender in chat == Group ? (string?[])[null, Ben, Cleo, Hidden] : [null, Ben])
            {
                made.AddWords(chat, sender);
                made.AddFiles(chat, sender);
                made.AddOthers(chat, sender);
            }
        }

        made.AddNotices();
        return made._history;
    }

    private void AddWords(string chat, string? sender)
    {
        Message first = Add(From(chat, sender, MessageKind.Text) with { Text = "plain *bold* 😀 日本語 \u200F עברית" });
        Add(From(chat, sender, MessageKind.Text) with { Text = "two\nlines, starred", Starred = true });
        Add(From(chat, sender, MessageKind.Text) with { Text = "forwarded", Forwarded = true });
        Add(From(chat, sender, MessageKind.Text) with { Text = "a reply", ReplyTo = new Quote(first.NativeId, first.SenderId, first.Text) });
        Add(From(chat, sender, MessageKind.Text) with { Text = "it was edited", EditedAtMillis = _at + 5000 });
        Add(From(chat, sender, MessageKind.Text) with { Text = "it disappears", ExpiresAtMillis = _at + 86_400_000 });
        Add(From(chat, sender, MessageKind.Text) with { Text = "whole second", SentAtMillis = _at / 1000 * 1000 });
        Add(From(chat, sender, MessageKind.Text) with { Text = "liked", Reactions = [new Reaction(Ana, "👍", _at + 1000), new Reaction(Ben, "❤️", _at + 2000)] });
        Add(From(chat, sender, MessageKind.Link) with { Text = "see https://example.org/a", Body = new LinkBody("https://example.org/a", "A title", "What it is about") });
        Add(From(chat, sender, MessageKind.Revoked));
        Add(From(chat, sender, MessageKind.Revoked) with { RevokedAtMillis = _at + 7000 });
        Add(From(chat, sender, MessageKind.Text) with { Text = "deleted later", RevokedAtMillis = _at + 7000 });
        Add(From(chat, sender, MessageKind.Text) with { Text = "received late", ReceivedAtMillis = _at + 3000 });
        if (chat == Group)
        {
            Add(From(chat, sender, MessageKind.Text) with { Text = "hello @85255509999 and @491711234567", Mentions = [Ben, Cleo] });
        }

        foreach (MessageStatus status in sender is null ? (MessageStatus[])[MessageStatus.Sent, MessageStatus.Delivered, MessageStatus.Read] : [])
        {
            Add(From(chat, sender, MessageKind.Text) with { Text = "a status", Status = status });
        }
    }

    private void AddFiles(string chat, string? sender)
    {
        AddFile(chat, sender, MessageKind.Image, "jpg", "image/jpeg", width: 1200, height: 800);
        AddFile(chat, sender, MessageKind.Video, "mp4", "video/mp4", width: 640, height: 480, seconds: 12);
        AddFile(chat, sender, MessageKind.VideoNote, "mp4", "video/mp4", width: 400, height: 400, seconds: 5);
        AddFile(chat, sender, MessageKind.Gif, "mp4", "video/mp4", width: 320, height: 240);
        AddFile(chat, sender, MessageKind.Sticker, "webp", "image/webp", width: 512, height: 512, caption: false);
        AddFile(chat, sender, MessageKind.Voice, "opus", "audio/ogg; codecs=opus", seconds: 7, caption: false);
        AddFile(chat, sender, MessageKind.Audio, "m4a", "audio/mp4", seconds: 61, caption: false);
        AddFile(chat, sender, MessageKind.Audio, "opus", "audio/ogg; codecs=opus", seconds: 62, caption: false);
        AddFile(chat, sender, MessageKind.Voice, "m4a", "audio/mp4", seconds: 8, caption: false);
        AddFile(chat, sender, MessageKind.Document, "pdf", "application/pdf", name: "The plan.pdf");
        Add(From(chat, sender, MessageKind.Image) with { Text = "gone", Attachments = [new Attachment { Path = "Media/gone.jpg", Mime = "image/jpeg", Missing = true, LengthBytes = 7 }] });
    }

    private void AddFile(
        string chat, string? sender, MessageKind kind, string ending, string mime, int? width = null, int? height = null, long? seconds = null, string? name = null, bool caption = true)
    {
        string path = $"Media/{kind}-{_serial}.{ending}";
        byte[] content = Encoding.UTF8.GetBytes(path + " has its own content");
        _history.With(path, content);
        Attachment file = new() { Name = name, Mime = mime, Path = path, LengthBytes = content.Length, Width = width, Height = height, DurationMillis = seconds * 1000 };
        Add(From(chat, sender, kind) with { Text = caption ? "a caption 🌄" : null, Attachments = [file], Reactions = [new Reaction(Ben, "😍", _at + 900)] });
    }

    private void AddOthers(string chat, string? sender)
    {
        Add(From(chat, sender, MessageKind.Location) with { Body = new LocationBody(22.2276, 114.2423, "Shek O", null) });
        Add(From(chat, sender, MessageKind.Location) with { Body = new LocationBody(-0.5, 100.25, "Bus stop", "Shek O Rd, Hong Kong") });
        Add(From(chat, sender, MessageKind.LiveLocation) with { Body = new LocationBody(48.1, 11.5, null, null) });
        Add(From(chat, sender, MessageKind.Contact) with { Body = new ContactsBody([new ContactCard("Guide Wong", "BEGIN:VCARD\nVERSION:3.0\nFN:Guide Wong\nTEL:+852 5550 7777\nEND:VCARD")]) });
        Add(From(chat, sender, MessageKind.Contact) with
        {
            Body = new ContactsBody([new ContactCard("A", "BEGIN:VCARD\nVERSION:3.0\nFN:A\nEND:VCARD"), new ContactCard("B", "BEGIN:VCARD\nVERSION:3.0\nFN:B\nEND:VCARD")]),
        });
        Add(From(chat, sender, MessageKind.Poll) with { Body = new PollBody("Which trail?", [new PollOption("Dragon's Back", [Ana, Ben]), new PollOption("Lion Rock 狮子山", []), new PollOption("Peak", [Ben])]) });
        if (chat != Group)
        {
            Add(From(chat, sender, MessageKind.Call) with { Body = new CallBody(false, CallOutcome.Answered, 754) });
            Add(From(chat, sender, MessageKind.Call) with { Body = new CallBody(true, CallOutcome.Missed, null) });
        }
    }

    private void AddNotices()
    {
        foreach (SystemEvent what in Enum.GetValues<SystemEvent>().Where(e => e is not (SystemEvent.Pat or SystemEvent.Other)))
        {
            bool isDirect = what is SystemEvent.EncryptionChanged or SystemEvent.NumberChanged or SystemEvent.DisappearingTimerChanged;
            bool isDone = what is SystemEvent.ParticipantAdded or SystemEvent.ParticipantRemoved;
            string? text = what is SystemEvent.TitleChanged or SystemEvent.GroupCreated ? "Hiking" : null;
            string? actor = isDirect ? null : Ben;
            Message notice = From(isDirect ? Cleo : Group, null, MessageKind.System) with { SenderId = actor, Outgoing = false, Status = null };
            Add(notice with { Body = new SystemBody(what, actor, isDone ? [Cleo] : what == SystemEvent.ParticipantLeft ? [Ben] : [], text) });
        }
    }

    private Message From(string chat, string? sender, MessageKind kind)
    {
        _at += 61_007;
        return new Message
        {
            ChatId = chat,
            NativeId = "3EB0" + (++_serial).ToString("X16", CultureInfo.InvariantCulture),
            SentAtMillis = _at,
            Kind = kind,
            SenderId = sender ?? Ana,
            Outgoing = sender is null,
            Status = sender is null && kind != MessageKind.Call ? MessageStatus.Read : null,
        };
    }

    private Message Add(Message message)
    {
        _history.With(message, IdOf(message));
        return message;
    }
}
