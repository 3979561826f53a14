using FsCheck;
using FsCheck.Fluent;
using Satchel.Chats;
using Satchel.Chats.WhatsApp.Ios;
using Satchel.TestKit.WhatsApp;

namespace Satchel.Tests.Chats.WhatsApp.Ios;

public sealed class IosBlobsTests
{
    [Fact]
    public void Every_millisecond_comes_back() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll<long>(value =>
    {
        long millis = Math.Abs(value % 253_402_300_799_999);
        return millis == IosTime.EpochMillis || IosTime.ToUnixMillis(IosTime.FromUnixMillis(millis)) == millis;
    }));

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-1e10)]
    [InlineData(1e300)]
    public void A_time_that_no_calendar_has_is_none(double seconds) => Assert.Null(IosTime.ToUnixMillis(seconds));

    [Fact]
    public void Metadata_reads_back()
    {
        IosMetadata metadata = new() { IsReply = true, QuotedId = "3EB0", QuotedSender = IosHistory.Ben, QuotedText = "words", Mentions = [IosHistory.Cleo, "1@lid"], ForwardScore = 5 };

        IosMetadata read = IosMetadata.Read(metadata.Encode())!;

        Assert.Equal((true, "3EB0", IosHistory.Ben, "words", 5L), (read.IsReply, read.QuotedId, read.QuotedSender, read.QuotedText, read.ForwardScore));
        Assert.Equal(metadata.Mentions, read.Mentions);
        Assert.True(IosMetadata.Read(new IosMetadata { IsReply = true }.Encode())!.IsReply);
        Assert.Empty(new IosMetadata().Encode());
    }

    [Fact]
    public void Receipts_and_polls_read_back()
    {
        IosReceiptInfo info = new(
            [new IosReaction("R1", IosHistory.Ben, "👍", IosHistory.T0), new IosReaction("R2", null, "❤", null)],
            new IosPoll("Where?", ["here", "there"], [new IosVote(IosHistory.Ben, [0, 1], false), new IosVote(null, [1], true)]));

        IosReceiptInfo read = IosReceiptInfo.Read(info.Encode());

        Assert.Equal(info.Reactions, read.Reactions);
        Assert.Equal(("Where?", 2), (read.Poll!.Question, read.Poll.Votes.Count));
        Assert.Equal(info.Poll!.Options, read.Poll.Options);
        Assert.Equal([0, 1], read.Poll.Votes[0].Options);
        Assert.Equal((null, true), (read.Poll.Votes[1].Voter, read.Poll.Votes[1].IsOwn));
    }

    [Theory]
    [InlineData("Anna", "Anna")]
    [InlineData("CgRBbm5hEAc=", "Anna")]
    [InlineData("CgRBbm5", "CgRBbm5")]
    [InlineData("", null)]
    public void A_push_name_is_read_in_either_form(string stored, string? name)
    {
        Assert.Equal(name, IosPushName.Read(stored));
        Assert.Equal("Zoë 🦊", IosPushName.Read(IosPushName.Encode("Zoë 🦊")));
    }

    [Fact]
    public void Mutated_blobs_never_end_the_reading()
    {
        byte[] metadata = new IosMetadata { IsReply = true, QuotedId = "3EB0", QuotedSender = "a@lid", QuotedText = "words", Mentions = ["b@lid"], ForwardScore = 5 }.Encode();
        byte[] info = new IosReceiptInfo(
            [new IosReaction("R1", "a@lid", "👍", 5), new IosReaction("R2", null, "❤", null)],
            new IosPoll("Where?", ["here"], [new IosVote("c@lid", [0, 1], false)])).Encode();
        Random random = new(20261121);
        for (int i = 0; i < 30_000; i++)
        {
            byte[] blob = Mutate(i % 2 == 0 ? metadata : info, random);
            _ = IosMetadata.Read(blob)?.Encode();
            _ = IosReceiptInfo.Read(blob).Encode();
            _ = IosPushName.Read(Convert.ToBase64String(blob));
        }
    }

    [Fact]
    public void A_vote_in_the_packed_form_is_read()
    {
        byte[] info = Protobuf.Bytes(8, Protobuf.Bytes(3, Protobuf.Text(1, "a")), Protobuf.Bytes(5, Protobuf.Bytes(1, [0, 1, 0x80]), Protobuf.Text(4, "c@lid")));

        Assert.Equal([0, 1], IosReceiptInfo.Read(info).Poll!.Votes[0].Options);
    }

    [Fact]
    public void Every_kind_that_has_a_code_reads_back_from_it()
    {
        foreach (MessageKind kind in Enum.GetValues<MessageKind>())
        {
            MessageKind back = IosMessageTypes.TypeOf(kind) is { } type ? IosMessageTypes.KindOf(type) : kind;
            Assert.Equal(kind switch { MessageKind.Voice => MessageKind.Audio, MessageKind.LiveLocation => MessageKind.Location, _ => kind }, back);
        }

        foreach (SystemEvent happened in Enum.GetValues<SystemEvent>())
        {
            Assert.True(IosEvents.CodeOf(happened) is not { } code || IosEvents.EventOf(code.Type, code.Code) == happened);
        }

        foreach (CallOutcome outcome in Enum.GetValues<CallOutcome>())
        {
            Assert.True(IosEvents.CodeOf(outcome) is not { } code || IosEvents.OutcomeOf(code, 0) == outcome);
        }
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        byte[] blob = [.. seed];
        for (int i = random.Next(1, 6); i > 0; i--)
        {
            blob[random.Next(blob.Length)] = (byte)random.Next(256);
        }

        return random.Next(4) == 0 ? blob[..random.Next(blob.Length)] : blob;
    }
}
