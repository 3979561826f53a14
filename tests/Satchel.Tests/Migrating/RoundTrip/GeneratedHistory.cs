using Satchel.Chats;
using Satchel.TestKit.Histories;
using static Satchel.Tests.Migrating.MigrationFolder;

namespace Satchel.Tests.Migrating.RoundTrip;

/// <summary>A made-up history of which everything is drawn by lot; the same seed makes the same.</summary>
internal sealed class GeneratedHistory
{
    private static readonly string[] People = [Ben, EveryKind.Cleo, EveryKind.Hidden, "4915112345678@s.whatsapp.net"];
    private static readonly string[] Chats = [Ben, EveryKind.Cleo, Group, "120363000000000002@g.us", "4915112345678-1400000000@g.us"];
    private static readonly string[] Words = ["", "a", "ok", "😀", "line\nline", "日本語", "שלום", "it's \"quoted\"", "%s NULL; --", "e\u0301", " spaced ", new('x', 3000)];
    private static readonly MessageKind[] Kinds = [.. Enum.GetValues<MessageKind>().Where(k => k <= MessageKind.Revoked)];
    private readonly Random _random;
    private readonly ListHistory _history = Phone();
    private readonly List<Message> _said = [];
    private long _at = Noon;

    private GeneratedHistory(int seed) => _random = new Random(seed);

    /// <summary>Makes it.</summary>
    public static ListHistory Create(int seed, int messages)
    {
        GeneratedHistory made = new(seed);
        foreach (string person in People[1..])
        {
            made._history.With(new Participant(person) { Name = $"Name of {person[..3]}" });
        }

        foreach (string chat in Chats[1..])
        {
            bool isGroup = chat.EndsWith("@g.us", StringComparison.Ordinal);
            made._history.With(new Chat(chat, isGroup ? ChatKind.Group : ChatKind.Direct) { Title = isGroup ? "Group " + chat[..5] : null, Participants = isGroup ? [Ana, .. People] : [], Archived = made.Chance(3) });
        }

        for (int i = 0; i < messages; i++)
        {
            Message message = made.Draw(i);
            made._said.Add(message);
            made._history.With(message, IdOf(message));
        }

        return made._history;
    }

    private Message Draw(int serial)
    {
        _at += Chance(5) ? 0 : _random.Next(1, 5_000_000);
        string chat = Pick(Chats);
        bool isGroup = chat.EndsWith("@g.us", StringComparison.Ordinal);
        bool isOwn = Chance(2);
        MessageKind kind = Pick(Kinds);
        string sender = isOwn ? Ana : isGroup ? Pick(People) : chat;
        Message message = new()
        {
            ChatId = chat,
            NativeId = Chance(2) ? "3A" + Convert.ToHexString(Bytes(9)) : Convert.ToHexString(Bytes(16)),
            SentAtMillis = _at,
            Kind = kind,
            SenderId = sender,
            Outgoing = isOwn,
            Status = isOwn ? Pick((MessageStatus[])[MessageStatus.Sent, MessageStatus.Delivered, MessageStatus.Read]) : null,
            ReceivedAtMillis = !isOwn && Chance(2) ? _at + _random.Next(2000) : null,
            Starred = Chance(6),
            Forwarded = Chance(6),
            EditedAtMillis = kind == MessageKind.Text && Chance(8) ? _at + 1000 : null,
        };
        return kind switch
        {
            MessageKind.System => Notice(message, isGroup),
            MessageKind.Revoked => message with { Starred = false, Forwarded = false, RevokedAtMillis = Chance(2) ? _at + 100 : null },
            MessageKind.Call when isGroup => message with { Kind = MessageKind.Text, Text = "no call" },
            MessageKind.Unknown => message with { Text = Chance(2) ? "of an unknown kind" : null, Raw = $"{{\"type\":{_random.Next(120, 300)}}}" },
            _ => Fill(message, serial),
        };
    }

    private Message Fill(Message message, int serial)
    {
        string? words = Words[_random.Next(Words.Length)] is { Length: > 0 } some ? some : null;
        message = message.Kind switch
        {
            MessageKind.Text => message with { Text = words ?? "words", Mentions = Mentions(message) },
            MessageKind.Link => message with { Text = "https://example.org/" + serial, Body = new LinkBody("https://example.org/" + serial, "Title", Chance(2) ? "Description" : null) },
            MessageKind.Location or MessageKind.LiveLocation => message with { Body = new LocationBody(_random.NextDouble() * 90, -_random.NextDouble() * 180, words?.Trim().ReplaceLineEndings(" "), null) },
            MessageKind.Contact => message with { Body = new ContactsBody([.. Enumerable.Range(0, _random.Next(1, 4)).Select(i => new ContactCard($"Person {i}", $"BEGIN:VCARD\nVERSION:3.0\nFN:Person {i}\nEND:VCARD"))]) },
            MessageKind.Poll => message with { Body = new PollBody("Which? " + words?.Trim(), [.. Enumerable.Range(0, _random.Next(2, 6)).Select(i => new PollOption($"Option {i}", [.. Members(message).Where(_ => Chance(3))]))]) },
            MessageKind.Call => message with { Starred = false, Forwarded = false, Status = null, Body = Call() },
            _ => message with { Text = message.Kind is MessageKind.Sticker or MessageKind.Voice or MessageKind.Audio ? null : words, Attachments = [File(message.Kind, serial)] },
        };
        Message? replied = _said.Count > 0 && Chance(4) ? _said[_random.Next(_said.Count)] : null;
        bool isReply = replied is { Kind: MessageKind.Text } && replied.ChatId == message.ChatId && message.Kind is not MessageKind.Call;
        return message.Kind == MessageKind.Call ? message : message with
        {
            ReplyTo = isReply ? new Quote(replied!.NativeId, replied.SenderId, replied.Text) : null,
            Reactions = Chance(4) ? [.. Members(message).Where(_ => Chance(2)).Select((p, i) => new Reaction(p, Pick((string[])["👍", "❤️", "👨‍👩‍👧"]), _at + 1000 + (i * 500)))] : [],
        };
    }

    private Message Notice(Message message, bool isGroup)
    {
        SystemEvent what = isGroup
            ? Pick((SystemEvent[])[SystemEvent.ParticipantAdded, SystemEvent.ParticipantRemoved, SystemEvent.ParticipantLeft, SystemEvent.TitleChanged, SystemEvent.IconChanged])
            : SystemEvent.EncryptionChanged;
        string? actor = isGroup ? Pick(People) : null;
        string[] subjects = what is SystemEvent.ParticipantAdded or SystemEvent.ParticipantRemoved ? [Pick(People)] : what == SystemEvent.ParticipantLeft ? [actor!] : [];
        return message with
        {
            SenderId = actor,
            Outgoing = false,
            Status = null,
            Starred = false,
            Forwarded = false,
            Body = new SystemBody(what, actor, subjects, what == SystemEvent.TitleChanged ? "A new title" : null),
        };
    }

    private Attachment File(MessageKind kind, int serial)
    {
        (string ending, string mime) = kind switch
        {
            MessageKind.Image => ("jpg", "image/jpeg"),
            MessageKind.Sticker => ("webp", "image/webp"),
            MessageKind.Voice => ("opus", "audio/ogg; codecs=opus"),
            MessageKind.Audio => ("mp3", "audio/mpeg"),
            MessageKind.Document => ("pdf", "application/pdf"),
            _ => ("mp4", "video/mp4"),
        };
        string path = $"Media/{serial}.{ending}";
        byte[] content = Bytes(_random.Next(1, 20_000));
        if (!Chance(6))
        {
            _history.With(path, content);
        }

        return new Attachment
        {
            Path = path,
            Mime = mime,
            LengthBytes = content.Length,
            Name = kind == MessageKind.Document ? $"Document {serial}.pdf" : null,
            Width = kind is MessageKind.Image or MessageKind.Video ? 640 : null,
            Height = kind is MessageKind.Image or MessageKind.Video ? 480 : null,
            DurationMillis = kind is MessageKind.Voice or MessageKind.Audio or MessageKind.Video ? _random.Next(1, 600) * 1000 : null,
        };
    }

    private CallBody Call()
    {
        CallOutcome outcome = Pick((CallOutcome[])[CallOutcome.Answered, CallOutcome.Missed, CallOutcome.Declined]);
        return new CallBody(Chance(2), outcome, outcome == CallOutcome.Answered ? _random.Next(1, 4000) : null);
    }

    private string[] Mentions(Message message) => message.ChatId.EndsWith("@g.us", StringComparison.Ordinal) && Chance(5) ? [Pick(People)] : [];

    private static string[] Members(Message message) => message.ChatId.EndsWith("@g.us", StringComparison.Ordinal) ? [.. People, Ana] : [message.ChatId, Ana];

    private byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    private bool Chance(int of) => _random.Next(of) == 0;

    private T Pick<T>(T[] from) => from[_random.Next(from.Length)];
}
