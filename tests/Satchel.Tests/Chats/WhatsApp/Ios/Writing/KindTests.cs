using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.Chats.WhatsApp.Ios;
using Satchel.Chats.WhatsApp.Ios.Writing;
using static Satchel.Tests.Chats.WhatsApp.Ios.Writing.WrittenStore;

namespace Satchel.Tests.Chats.WhatsApp.Ios.Writing;

public sealed class KindTests : IDisposable
{
    private readonly WrittenStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(MessageKind.Image, null, 1)]
    [InlineData(MessageKind.Image, """{"type":42}""", 38)]
    [InlineData(MessageKind.Video, null, 2)]
    [InlineData(MessageKind.Video, """{"type":43}""", 39)]
    [InlineData(MessageKind.VideoNote, null, 54)]
    [InlineData(MessageKind.Audio, null, 3)]
    [InlineData(MessageKind.Voice, null, 3)]
    [InlineData(MessageKind.Voice, """{"type":82}""", 53)]
    [InlineData(MessageKind.Document, null, 8)]
    [InlineData(MessageKind.Sticker, null, 15)]
    [InlineData(MessageKind.Gif, null, 11)]
    [InlineData(MessageKind.Unknown, """{"type":92}""", 63)]
    [InlineData(MessageKind.Unknown, """{"type":94}""", 62)]
    [InlineData(MessageKind.Unknown, """{"type":99}""", 66)]
    [InlineData(MessageKind.Unknown, """{"type":103}""", 68)]
    [InlineData(MessageKind.Unknown, """{"type":88}""", 58)]
    [InlineData(MessageKind.Unknown, """{"type":4711}""", 0)]
    [InlineData(MessageKind.Transfer, null, 0)]
    public async Task A_kind_of_Android_has_its_code(MessageKind kind, string? raw, int type)
    {
        await _store.WriteAsync(Text(Ben, "K1", Noon, "words") with { Kind = kind, Raw = raw });

        Assert.Equal($"{type}", _store.Message("K1", "ZMESSAGETYPE"));
    }

    [Fact]
    public async Task A_code_of_an_iPhone_stays_as_it_is()
    {
        using WrittenStore store = new() { Platform = "ios" };

        await store.WriteAsync(Text(Ben, "K1", Noon, "") with { Kind = MessageKind.Unknown, Text = null, Raw = """{"type":91}""" });

        Assert.Equal("91", store.Message("K1", "ZMESSAGETYPE"));
    }

    [Fact]
    public async Task An_event_without_a_code_stays_in_its_place()
    {
        await _store.WriteAsync(Text(Ben, "K1", Noon, "") with { Kind = MessageKind.System, Text = null, Body = new SystemBody(SystemEvent.NumberChanged, null, [], "Ben has a new number") });

        Assert.Equal("Ben has a new number", _store.Message("K1", "ZTEXT"));
        Assert.Equal([IosLosses.UnknownEvent], _store.Losses.All.Select(loss => loss.What));
    }

    [Fact]
    public async Task What_has_neither_code_nor_text_is_lost_and_said()
    {
        await _store.WriteAsync(
            Text(Ben, "K1", Noon, "") with { Kind = MessageKind.Unknown, Text = null, Raw = """{"type":92000}""" },
            Text(Ben, "K2", Noon, ""));

        Assert.Equal([WriteOutcome.Lost, WriteOutcome.Lost], _store.Outcomes);
        Assert.Equal([IosLosses.UnknownKind, IosLosses.Empty], _store.Losses.All.Select(loss => loss.What));
    }

    [Fact]
    public async Task A_link_has_its_preview_beside_it()
    {
        await _store.WriteAsync(Text(Ben, "L1", Noon, "see https://example.org/a") with { Kind = MessageKind.Link, Body = new LinkBody("https://example.org/a", "Title", "Words") });

        Assert.Equal("7|see https://example.org/a", _store.Message("L1", "ZMESSAGETYPE, ZTEXT"));
        Assert.Equal("https://example.org/a|Title|Words|1", _store.Row("SELECT ZMATCHEDTEXT, ZTITLE, ZSUMMARY, ZMESSAGE = (SELECT Z_PK FROM ZWAMESSAGE) FROM ZWAMESSAGEDATAITEM"));
    }

    [Fact]
    public async Task Cards_stand_in_one_row_with_separators()
    {
        ContactsBody cards = new([new ContactCard("Dan", "BEGIN:VCARD\nFN:Dan\nEND:VCARD"), new ContactCard("Eve", null)]);

        await _store.WriteAsync(Text(Ben, "C1", Noon, "") with { Kind = MessageKind.Contact, Text = null, Body = cards });

        Assert.Equal(
            "4|Dan_$!<Name-Separator>!$_Eve|BEGIN:VCARD\nFN:Dan\nEND:VCARD_$!<VCard-Separator>!$_BEGIN:VCARD\nVERSION:3.0\nFN:Eve\nEND:VCARD",
            _store.Message("C1", "ZMESSAGETYPE, ZVCARDNAME, ZVCARDSTRING"));
    }

    [Fact]
    public async Task A_place_has_its_coordinates_and_its_name()
    {
        await _store.WriteAsync(Text(Ben, "P1", Noon, "") with { Kind = MessageKind.Location, Text = null, Body = new LocationBody(22.25, 114.125, "Peak", "Road 1") });

        Assert.Equal("5|22.25|114.125|Peak\nRoad 1|0", _store.Message("P1", "ZMESSAGETYPE, ZLATITUDE, ZLONGITUDE, ZTITLE, ZFILESIZE"));
    }

    [Fact]
    public async Task A_poll_has_its_question_its_options_and_its_votes()
    {
        PollBody poll = new("When?", [new PollOption("Mon", [Me, Ben]), new PollOption("Tue", [Ben])]);

        await _store.WriteAsync(Text(Group, "P1", Noon, "") with { Kind = MessageKind.Poll, Text = null, Body = poll });

        using SqliteStatement statement = _store.Database.Prepare("SELECT ZRECEIPTINFO FROM ZWAMESSAGEINFO");
        Assert.True(statement.Step());
        IosPoll read = IosReceiptInfo.Read(statement.Blob(0)).Poll!;
        Assert.Equal(("When?", "Mon,Tue"), (read.Question, string.Join(',', read.Options)));
        Assert.Equal(["own:0", $"{Ben}:0,1"], read.Votes.Select(vote => $"{(vote.IsOwn ? "own" : vote.Voter)}:{string.Join(',', vote.Options)}"));
    }

    [Fact]
    public async Task A_call_is_a_message_and_stands_in_the_call_history()
    {
        Message call = Text(Ben, "CALL1", Noon, "") with { Kind = MessageKind.Call, Text = null, Body = new CallBody(true, CallOutcome.Answered, 61) };

        await _store.WriteAsync(call);

        Assert.Equal("59|2", _store.Message("CALL1", "ZMESSAGETYPE, ZGROUPEVENTTYPE"));
        using SqliteDatabase calls = SqliteDatabase.OpenImmutable(Path.Join(_store.Folder, "CallHistory.sqlite"));
        using SqliteStatement statement = calls.Prepare(
            "SELECT ZCALLIDSTRING, ZDURATION, ZOUTCOME, ZVIDEO, ZINCOMING, ZJIDSTRING FROM ZWACDCALLEVENT e JOIN ZWAAGGREGATECALLEVENT a ON a.Z_PK = e.Z1CALLEVENTS JOIN ZWACDCALLEVENTPARTICIPANT p ON p.Z1PARTICIPANTS = e.Z_PK");
        Assert.True(statement.Step());
        Assert.Equal(("CALL1", 61L, 0L, 1L, 1L, Ben), (statement.Text(0), statement.Integer(1), statement.Integer(2), statement.Integer(3), statement.Integer(4), statement.Text(5)));
    }

    [Theory]
    [InlineData(SystemEvent.GroupCreated, """{"action":11}""", "6|12")]
    [InlineData(SystemEvent.TitleChanged, """{"action":1}""", "6|1")]
    [InlineData(SystemEvent.ParticipantLeft, """{"action":5}""", "6|3")]
    [InlineData(SystemEvent.EncryptionChanged, """{"action":67}""", "10|2")]
    [InlineData(SystemEvent.EncryptionChanged, """{"action":18}""", "10|36")]
    [InlineData(SystemEvent.Other, """{"action":58,"blocked":false}""", "10|35")]
    [InlineData(SystemEvent.Other, """{"action":15}""", "6|10")]
    [InlineData(SystemEvent.DisappearingTimerChanged, """{"type":36}""", "28|0")]
    public async Task An_event_has_its_code_and_who_caused_it(SystemEvent happened, string raw, string code)
    {
        await _store.WriteAsync(Text(Group, "E1", Noon, "") with { Kind = MessageKind.System, Text = null, Raw = raw, Body = new SystemBody(happened, Cleo, [], "words") });

        Assert.Equal($"{code}|words|{Cleo}", _store.Message("E1", "ZMESSAGETYPE, ZGROUPEVENTTYPE, ZTEXT, (SELECT ZMEMBERJID FROM ZWAGROUPMEMBER g WHERE g.Z_PK = ZGROUPMEMBER)"));
    }

    [Fact]
    public async Task Who_was_added_stands_in_the_text_and_who_added_them_as_the_member()
    {
        Message added = Text(Group, "E1", Noon, "") with { Kind = MessageKind.System, Text = null, Body = new SystemBody(SystemEvent.ParticipantAdded, Me, [Ben, Cleo], null) };

        await _store.WriteAsync(added);

        Assert.Equal($"6|2|{Ben},{Cleo}|{Me}", _store.Message("E1", "ZMESSAGETYPE, ZGROUPEVENTTYPE, ZTEXT, (SELECT ZMEMBERJID FROM ZWAGROUPMEMBER g WHERE g.Z_PK = ZGROUPMEMBER)"));
        Assert.Empty(_store.Losses.All);
    }

    [Fact]
    public async Task A_revoked_message_says_who_revoked_it()
    {
        await _store.WriteAsync(Text(Group, "R1", Noon, "") with { Kind = MessageKind.Revoked, Text = null, Raw = $$"""{"admin":"{{Cleo}}"}""" });

        Assert.Equal($"14|{Cleo}", _store.Message("R1", "ZMESSAGETYPE, ZVCARDSTRING"));
    }

    [Fact]
    public async Task Stars_forwards_and_states_are_kept()
    {
        await _store.WriteAsync(Text(Ben, "A1", Noon, "x", Me) with { Starred = true, Forwarded = true, Status = MessageStatus.Read });

        Assert.Equal("1|128|8", _store.Message("A1", "ZSTARRED, ZFLAGS & 128, ZMESSAGESTATUS"));
    }
}
