using Satchel.Archive;
using Satchel.Chats;

namespace Satchel.TestKit.Histories;

/// <summary>A small history that has a message of every kind, and some that mean harm.</summary>
public static class SampleHistory
{
    /// <summary>2023-11-14T22:13:20Z.</summary>
    public const long Start = 1_700_000_000_000;

    private const string Group = "120363000000000001@g.us";
    private const string Ben = "85255509999@s.whatsapp.net";
    private const string Chen = "8613800138000@s.whatsapp.net";
    private const string Dora = "491711234567@s.whatsapp.net";
    private const long Minute = 60_000;
    private const long Day = 24 * 60 * Minute;

    /// <summary>Makes it.</summary>
    /// <param name="photo">The content of its photo.</param>
    /// <param name="sticker">The content of its sticker.</param>
    public static ListHistory Create(byte[] photo, byte[] sticker)
    {
        ListHistory history = new ListHistory(new Account("whatsapp", "android", "85255501234@s.whatsapp.net", "Ana"))
            .With(
                new Participant(Ben) { Name = "Ben", Phone = "+85255509999" },
                new Participant(Chen) { Name = "陈小明", Phone = "+8613800138000" },
                new Participant(Dora) { Name = "Dora <b>Müller</b>", Phone = "+491711234567" })
            .With(new Chat(Group, ChatKind.Group) { Title = "Hiking / 爬山 🏔️ <script>", Participants = [Ben, Chen, Dora] })
            .With(new Chat(Ben, ChatKind.Direct) { Title = "Ben" })
            .With(new Chat("0@status", ChatKind.Broadcast) { Title = "../../etc/passwd\u202E" })
            .With("Media/photo.jpg", photo)
            .With("Media/sticker.webp", sticker)
            .With("Media/voice.opus", [1, 2, 3, 4])
            .With("Media/plan.pdf", [5, 6, 7, 8])
            .With("Media/clip.mp4", [9, 10, 11]);
        AddGroup(history);
        AddDirect(history);
        return history;
    }

    private static void AddGroup(ListHistory history)
    {
        long at = Start;
        Message From(string? sender, MessageKind kind, string? text) => new()
        {
            ChatId = Group,
            NativeId = $"3EB0{at:X}",
            SentAtMillis = at += Minute,
            Kind = kind,
            Text = text,
            SenderId = sender,
            Outgoing = sender is null,
            Status = sender is null ? MessageStatus.Read : null,
        };
        Message Notice(SystemEvent what, string? actor, string[] subjects, string? text = null) =>
            From(actor, MessageKind.System, null) with { Outgoing = false, Body = new SystemBody(what, actor, subjects, text) };

        history.With(Notice(SystemEvent.EncryptionChanged, null, []));
        history.With(Notice(SystemEvent.GroupCreated, Ben, [], "Hiking / 爬山 🏔️"));
        history.With(Notice(SystemEvent.ParticipantAdded, Ben, [Chen, Dora]));
        Message question = From(Ben, MessageKind.Text, "Who is free on Saturday? The forecast says sun ☀️\nWe could take the early train.");
        history.With(question with { Reactions = [new(Chen, "👍", at), new(Dora, "👍", at), new(null, "❤️", at)] });
        history.With(From(Ben, MessageKind.Text, "Details: https://example.com/trails/dragon's-back?from=\"x\"&to=<b>, see you (https://example.org)."));
        history.With(From(Chen, MessageKind.Text, "我可以！早上七点在地铁站见，好吗？记得带水和防晒霜。详情见 https://example.cn/路线。") with { ReplyTo = new(question.NativeId, Ben, question.Text) });
        history.With(From(null, MessageKind.Text, "I am in! @8613800138000 could you bring the map?") with { Mentions = [Chen] });
        history.With(From(null, MessageKind.Image, "Last time up there") with { Attachments = [new() { Name = "IMG-20231114-WA0001.jpg", Path = "Media/photo.jpg", Mime = "image/jpeg", Width = 1200, Height = 800, LengthBytes = 245_760 }], Reactions = [new(Ben, "😍", at)] });
        history.With(From(Dora, MessageKind.Text, "<script>alert('x')</script> & <img src=x onerror=alert(1)>"));
        history.With(From(Dora, MessageKind.Text, "مرحبا بالجميع! אני מגיע מאוחר"));
        history.With(From(Dora, MessageKind.Sticker, null) with { Attachments = [new() { Path = "Media/sticker.webp", Mime = "image/webp", Width = 512, Height = 512 }] });
        history.With(From(Chen, MessageKind.Voice, null) with { Attachments = [new() { Path = "Media/voice.opus", Mime = "audio/ogg; codecs=opus", DurationMillis = 7000 }] });
        history.With(From(null, MessageKind.Poll, null) with { Body = new PollBody("Which trail?", [new("Dragon's Back", [Ben, Chen]), new("Lion Rock 狮子山", [Dora]), new("Peak Circle", [])]) });
        at += Day;
        history.With(From(Ben, MessageKind.Location, null) with { Body = new LocationBody(22.2276, 114.2423, "Shek O Road bus stop", "Shek O Rd, Hong Kong") });
        history.With(From(Ben, MessageKind.Document, "The plan") with { Attachments = [new() { Name = "plan.pdf", Path = "Media/plan.pdf", Mime = "application/pdf", LengthBytes = 84_112 }] });
        history.With(From(Ben, MessageKind.Contact, null) with { Body = new ContactsBody([new("Guide Wong", "BEGIN:VCARD\nFN:Guide Wong\nTEL;type=CELL:+852 5550 7777\nEND:VCARD")]) });
        history.With(From(Chen, MessageKind.Link, "看看这个 https://example.cn/a") with { Body = new LinkBody("https://example.cn/a", "龙脊徒步路线攻略", "全长约 8.5 公里，难度中等") });
        history.With(From(Dora, MessageKind.Video, null) with { Attachments = [new() { Name = "VID-1.mp4", Path = "Media/gone.mp4", Mime = "video/mp4", DurationMillis = 65_000, LengthBytes = 7_340_032, Missing = true }, new() { Path = "Media/photo.jpg", Mime = "image/jpeg", Cell = new CellReference("msgstore.db", "message_thumbnail", 1, "thumbnail"), IsThumbnail = true }] });
        history.With(From(Dora, MessageKind.Revoked, null));
        Message edited = From(null, MessageKind.Text, "Meet at 7:30");
        history.With(edited with { Text = "Meet at 7:00" }, new string('e', 32), new Seen(DateTimeOffset.FromUnixTimeMilliseconds(at), DateTimeOffset.FromUnixTimeMilliseconds(at), null));
        history.With(edited with { EditedAtMillis = at + Minute }, new string('e', 32), new Seen(DateTimeOffset.FromUnixTimeMilliseconds(at), DateTimeOffset.FromUnixTimeMilliseconds(at + Day), null));
        Message recalled = From(Ben, MessageKind.Text, "Oops, wrong chat");
        history.With(recalled with { RevokedAtMillis = at + Minute }, new string('d', 32));
        history.With(recalled with { Kind = MessageKind.Revoked, Text = null }, new string('d', 32), new Seen(DateTimeOffset.FromUnixTimeMilliseconds(at), DateTimeOffset.FromUnixTimeMilliseconds(at + Day), DateTimeOffset.FromUnixTimeMilliseconds(at + Day)));
        history.With(From(Chen, MessageKind.Text, "😂😂"));
        history.With(From(null, MessageKind.Text, "See you all tomorrow!") with { Status = MessageStatus.Delivered, Starred = true, Forwarded = true, ExpiresAtMillis = at + (7 * Day) });
        history.With(Notice(SystemEvent.ParticipantLeft, Dora, [Dora]));
    }

    private static void AddDirect(ListHistory history)
    {
        long at = Start + (3 * Day);
        Message Direct(bool outgoing, MessageKind kind, string? text) => new()
        {
            ChatId = Ben,
            NativeId = $"3EB1{at:X}",
            SentAtMillis = at += 5 * Minute,
            Kind = kind,
            Text = text,
            SenderId = outgoing ? null : Ben,
            Outgoing = outgoing,
            Status = outgoing ? MessageStatus.Sent : null,
        };
        history.With(Direct(true, MessageKind.Text, "Hello Ben, did you get home safely?"));
        history.With(Direct(false, MessageKind.Call, null) with { Body = new CallBody(false, CallOutcome.Missed, null) });
        history.With(Direct(true, MessageKind.Call, null) with { Body = new CallBody(true, CallOutcome.Answered, 754) });
        history.With(Direct(false, MessageKind.Text, "=1+1, \"quoted\"\r\nand a second line"));
        history.With(Direct(false, MessageKind.Image, null) with { Attachments = [new() { Name = "copy.jpg", Path = "Media/photo.jpg", Mime = "image/jpeg", Width = 1200, Height = 800 }] });
        history.With(Direct(false, MessageKind.Unknown, null) with { Raw = "{\"type\":92}" });
        history.With(Direct(false, MessageKind.Gif, null) with { Attachments = [new() { Path = "Media/clip.mp4", Mime = "video/mp4", Width = 320, Height = 240 }] });
        history.With(Direct(true, MessageKind.Text, "No time") with { SentAtMillis = 0, Status = MessageStatus.Failed });
    }
}
