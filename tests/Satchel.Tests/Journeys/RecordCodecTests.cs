using Satchel.Archive;
using Satchel.Chats;
using Satchel.History;
using Satchel.Vaults;

namespace Satchel.Tests.Journeys;

public sealed class RecordCodecTests
{
    [Fact]
    public void Every_field_of_a_message_comes_back()
    {
        foreach (Message message in Messages())
        {
            (byte[] key, byte[] record) = Encode(message);

            StoredMessage stored = RecordCodec.Decode(key, record);

            Assert.Equal(Line(message), Line(stored.Message));
            Assert.Equal(message.Attachments.Select(a => a.Cell), stored.Message.Attachments.Select(a => a.Cell));
            Assert.Equal(
                message.Attachments.Select(a => (a.Coding, a.IsThumbnail, string.Join('|', a.Slices), Convert.ToHexString(a.StoredSha256 ?? []))),
                stored.Message.Attachments.Select(a => (a.Coding, a.IsThumbnail, string.Join('|', a.Slices), Convert.ToHexString(a.StoredSha256 ?? []))));
            Assert.Equal((3, 77L, null), (stored.Version, stored.FirstMillis, stored.LastMillis));
            Assert.Equal(record, Encode(stored.Message).Record);
        }
    }

    [Fact]
    public void Keys_are_in_the_order_of_the_times()
    {
        byte[][] keys = [.. new[] { long.MinValue, -1, 0, 1, 1_700_000_000_000, long.MaxValue }
            .Select(time => Encode(new Message { ChatId = "c", NativeId = "AA", SentAtMillis = time, Kind = MessageKind.Text }).Key)];

        for (int i = 1; i < keys.Length; i++)
        {
            Assert.True(keys[i - 1].AsSpan().SequenceCompareTo(keys[i]) < 0);
        }
    }

    [Fact]
    public void The_id_depends_on_app_chat_and_native_id_alone()
    {
        Message message = new() { ChatId = "c", NativeId = "AA", SentAtMillis = 1, Kind = MessageKind.Text, Text = "a" };

        string id = MessageId.For("whatsapp", message);

        Assert.Equal(id, MessageId.For("whatsapp", message with { SentAtMillis = 2, Text = "b", SenderId = "x", Outgoing = true }));
        Assert.NotEqual(id, MessageId.For("whatsapp", message with { NativeId = "AB" }));
        Assert.NotEqual(id, MessageId.For("whatsapp", message with { ChatId = "d" }));
        Assert.NotEqual(id, MessageId.For("wechat", message));
        Assert.Matches("^[0-9a-f]{32}$", id);
    }

    [Fact]
    public void Without_a_native_id_the_second_the_sender_the_kind_and_the_text_tell()
    {
        Message message = new() { ChatId = "c", SentAtMillis = 1000, Kind = MessageKind.Text, Text = "a", SenderId = "x" };

        string id = MessageId.For("whatsapp", message);

        Assert.Equal(id, MessageId.For("whatsapp", message with { SentAtMillis = 1999, Starred = true }));
        Assert.NotEqual(id, MessageId.For("whatsapp", message with { SentAtMillis = 2000 }));
        Assert.NotEqual(id, MessageId.For("whatsapp", message with { Text = "b" }));
        Assert.NotEqual(id, MessageId.For("whatsapp", message with { SenderId = "y" }));
    }

    [Fact]
    public void A_changed_record_decodes_or_is_refused_and_nothing_else()
    {
        Random random = new(5);
        foreach (Message message in Messages())
        {
            (byte[] key, byte[] record) = Encode(message);
            for (int i = 0; i < 400; i++)
            {
                byte[] changedKey = Mutate(key, random);
                byte[] changed = Mutate(record, random);
                try
                {
                    RecordCodec.Decode(changedKey, changed);
                    HistoryRecord.SaysTheSame(changed, record);
                }
                catch (VaultException e)
                {
                    Assert.Equal(VaultProblem.Damaged, e.Problem);
                }
            }
        }
    }

    [Fact]
    public void A_key_whose_native_key_is_empty_is_damaged()
    {
        byte[] key = [.. new byte[8], 1, (byte)'c', 0, 0, 0];

        VaultException error = Assert.Throws<VaultException>(() => HistoryKey.NativeId(key));

        Assert.Equal(VaultProblem.Damaged, error.Problem);
    }

    private static byte[] Mutate(byte[] bytes, Random random)
    {
        byte[] changed = random.Next(4) == 0 ? bytes[..random.Next(bytes.Length)] : [.. bytes];
        for (int i = random.Next(3); i > 0 && changed.Length > 0; i--)
        {
            changed[random.Next(changed.Length)] = (byte)random.Next(256);
        }

        return changed;
    }

    private static (byte[] Key, byte[] Record) Encode(Message message)
    {
        using RecordCodec codec = new();
        byte[] stem = new byte[HistoryKey.MaxStemBytes];
        int length = HistoryKey.WriteStem("whatsapp", message, stem);
        return (HistoryKey.WithVersion(stem.AsSpan(0, length), 3), codec.Encode(message, 77).ToArray());
    }

    private static string Line(Message message) => RecordLines.Line(w => RecordJson.WriteMessage(w, new HistoryMessage("", message, null)));

    private static IEnumerable<Message> Messages()
    {
        Message plain = new() { ChatId = "群@g.us", NativeId = "3EB0AA", SentAtMillis = 1_700_000_000_123, Kind = MessageKind.Text, Text = "hi \0 \"👍\"" };
        yield return plain;
        yield return plain with { NativeId = "not-hex", Outgoing = true, Status = MessageStatus.Read, Starred = true, Forwarded = true, ReceivedAtMillis = 5 };
        yield return plain with { NativeId = new string('x', 600) };
        yield return plain with { NativeId = "", Text = new string('é', 300) };
        yield return plain with { NativeId = null, SentAtMillis = long.MinValue, EditedAtMillis = long.MaxValue, RevokedAtMillis = 0, ExpiresAtMillis = -1 };
        yield return plain with
        {
            Kind = MessageKind.Image,
            Attachments =
            [
                new Attachment { Name = "a", Mime = "image/jpeg", Path = "Media/a", LengthBytes = 9, Sha256 = new byte[32], Width = 1, Height = 2, DurationMillis = 3, Missing = true },
                new Attachment { Mime = "image/jpeg", Cell = new CellReference("Databases/m.db", "t", -4, "c"), IsThumbnail = true },
            ],
            ReplyTo = new Quote("AA", null, "before"),
            Mentions = ["x", "y"],
            Reactions = [new Reaction(null, "👍", null), new Reaction("z", "❤", 1_700_000_000_000)],
            Raw = "{\"type\":92}",
        };
        yield return plain with { Kind = MessageKind.Image, Attachments = [new Attachment { Cell = new CellReference("d", "t", 1, "c") }] };
        yield return plain with { Kind = MessageKind.Image, Attachments = [new Attachment { Missing = true }] };
        yield return plain with { Kind = MessageKind.Image, Attachments = [new Attachment { Path = "a/1.thumb", IsThumbnail = true }] };
        yield return plain with
        {
            Kind = MessageKind.Image,
            Attachments =
            [
                new Attachment { Path = "a.dat", Sha256 = new byte[32], StoredSha256 = [.. new byte[31], 1], Coding = "xor:5b" },
                new Attachment { Path = "a_t.dat", Coding = "xor:5b", IsThumbnail = true },
                new Attachment { Path = "a/1.thumb", IsThumbnail = true },
            ],
        };
        yield return plain with
        {
            Kind = MessageKind.Video,
            Attachments = [new Attachment { Slices = [new FileSlice("BAK_0_MEDIA", 16, 32), new FileSlice("BAK_1_MEDIA", 0, 16)], Coding = "bak:00", Sha256 = new byte[32] }],
        };
        foreach (MessageBody body in (MessageBody[])
        [
            new LocationBody(1.5, -2.25, "n", "a"),
            new ContactsBody([new ContactCard("n", "BEGIN:VCARD\n"), new ContactCard(null, null)]),
            new LinkBody("https://example.org", "t", null),
            new PollBody("q", [new PollOption("o", ["v"]), new PollOption("p", [])]),
            new CallBody(true, CallOutcome.Missed, 4),
            new CallBody(null, null, null),
            new SystemBody(SystemEvent.TitleChanged, "a", ["b"], "c"),
        ])
        {
            yield return plain with { Text = null, Body = body };
        }
    }
}
