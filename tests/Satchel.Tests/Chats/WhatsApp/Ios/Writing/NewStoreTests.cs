using System.Security.Cryptography;
using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.Chats.WhatsApp.Ios;
using Satchel.Chats.WhatsApp.Ios.Writing;
using static Satchel.Tests.Chats.WhatsApp.Ios.Writing.WrittenStore;

namespace Satchel.Tests.Chats.WhatsApp.Ios.Writing;

public sealed class NewStoreTests : IDisposable
{
    private readonly WrittenStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_new_store_is_a_whole_database_with_its_entities_and_a_warning()
    {
        await _store.WriteAsync(Text(Ben, "A1", Noon, "hello"), Text(Ben, "A2", Noon + 1000, "hi", Me));

        Assert.Equal("ok", _store.Row("PRAGMA integrity_check"));
        Assert.Equal("9|2", _store.Row("SELECT Z_ENT, Z_MAX FROM Z_PRIMARYKEY WHERE Z_NAME = 'WAMessage'"));
        Assert.Equal(["9", "9"], _store.Rows("SELECT Z_ENT FROM ZWAMESSAGE"));
        Assert.Contains(_store.Warnings, warning => warning.Contains("--into", StringComparison.Ordinal));
        byte[] header = File.ReadAllBytes(Path.Join(_store.Folder, "ChatStorage.sqlite"))[..20];
        Assert.Equal([2, 2], header[18..]);
        Assert.Equal(["ChatStorage.sqlite", "ContactsV2.sqlite"], Directory.EnumerateFileSystemEntries(_store.Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Texts_stand_in_order_with_the_newest_pointed_to()
    {
        await _store.WriteAsync(Text(Ben, "A1", Noon, "hello"), Text(Group, "G1", Noon + 1, "all"), Text(Ben, "A2", Noon + 1000, "hi", Me));

        Assert.Equal($"0|0|{Ben}|NULL|1|hello|NULL|0", _store.Message("A1", "ZMESSAGETYPE, ZISFROMME, ZFROMJID, ZTOJID, ZSORT, ZTEXT, ZLASTSESSION, ZSTARRED"));
        Assert.Equal($"1|NULL|{Ben}|2|hi|1", _store.Message("A2", "ZISFROMME, ZFROMJID, ZTOJID, ZSORT, ZTEXT, ZLASTSESSION = ZCHATSESSION"));
        Assert.Equal((Noon - IosTime.EpochMillis) / 1000.0, double.Parse(_store.Message("A1", "ZMESSAGEDATE"), System.Globalization.CultureInfo.InvariantCulture), 4);
        Assert.Equal("Ben|3|0|1|0", _store.Row($"SELECT ZPARTNERNAME, ZMESSAGECOUNTER, ZSESSIONTYPE, ZLASTMESSAGE = (SELECT Z_PK FROM ZWAMESSAGE WHERE ZSTANZAID = 'A2'), ZUNREADCOUNT FROM ZWACHATSESSION WHERE ZCONTACTJID = '{Ben}'"));
    }

    [Fact]
    public async Task A_group_has_its_members_and_its_senders()
    {
        await _store.WriteAsync(Text(Group, "G1", Noon, "hello", Cleo), Text(Group, "G2", Noon + 1, "who", "85255507777@s.whatsapp.net"), Text(Group, "G3", Noon + 2, "me", Me));

        Assert.Equal(
            [$"{Me}|1", $"{Ben}|1", $"{Cleo}|1", "85255507777@s.whatsapp.net|0"],
            _store.Rows("SELECT ZMEMBERJID, ZISACTIVE FROM ZWAGROUPMEMBER ORDER BY Z_PK"));
        Assert.Equal($"{Group}|{Cleo}", _store.Message("G1", "ZFROMJID, (SELECT ZMEMBERJID FROM ZWAGROUPMEMBER g WHERE g.Z_PK = ZGROUPMEMBER)"));
        Assert.Equal($"NULL|{Group}|NULL", _store.Message("G3", "ZFROMJID, ZTOJID, ZGROUPMEMBER"));
        Assert.Equal("Hikers|1|1", _store.Row($"SELECT ZPARTNERNAME, ZSESSIONTYPE, ZGROUPINFO = (SELECT Z_PK FROM ZWAGROUPINFO) FROM ZWACHATSESSION WHERE ZCONTACTJID = '{Group}'"));
    }

    [Fact]
    public async Task A_file_lies_where_the_store_says_with_its_hash_and_size()
    {
        byte[] photo = RandomNumberGenerator.GetBytes(70_000);
        _store.Contents["Media/WhatsApp Images/a.jpg"] = photo;
        Message image = Text(Ben, "I1", Noon, "look") with
        {
            Kind = MessageKind.Image,
            Attachments = [new Attachment { Name = "a.jpg", Path = "Media/WhatsApp Images/a.jpg", Mime = "image/jpeg", Width = 800, Height = 600 }],
        };

        await _store.WriteAsync(image);

        string path = _store.Message("I1", "ZMEDIALOCALPATH");
        Assert.Matches($"^Media/{Ben}/[0-9a-f]/[0-9a-f]/[0-9a-f-]{{36}}\\.jpg$", path);
        Assert.Equal(photo, await File.ReadAllBytesAsync(Path.Join(_store.Folder, "Message", path), TestContext.Current.CancellationToken));
        Assert.Equal(
            $"1|70000|look|NULL|image/jpeg|{Convert.ToBase64String(SHA256.HashData(photo))}|800|600|2023-11|0",
            _store.Message("I1", "ZMESSAGETYPE, ZFILESIZE, ZTITLE, ZTEXT, ZVCARDSTRING, ZVCARDNAME, CAST(ZLATITUDE AS INTEGER), CAST(ZLONGITUDE AS INTEGER), ZMEDIASECTIONID, ZMEDIAORIGIN"));
        Assert.Empty(_store.Losses.All);
    }

    [Fact]
    public async Task A_file_that_is_missing_leaves_its_row_and_its_thumbnail()
    {
        _store.Contents["thumbnail"] = [0xFF, 0xD8, 1];
        Message video = Text(Ben, "V1", Noon, "") with
        {
            Kind = MessageKind.Video,
            Attachments =
            [
                new Attachment { Path = "gone.mp4", Mime = "video/mp4", DurationMillis = 7000, LengthBytes = 99, Missing = true },
                new Attachment { Mime = "image/jpeg", Cell = new CellReference("msgstore.db", "message_thumbnail", 1, "thumbnail"), IsThumbnail = true },
            ],
        };

        await _store.WriteAsync(video);

        Assert.Equal("2|99|7|NULL", _store.Message("V1", "ZMESSAGETYPE, ZFILESIZE, ZMOVIEDURATION, ZMEDIALOCALPATH"));
        string thumbnail = _store.Message("V1", "ZXMPPTHUMBPATH");
        Assert.EndsWith(".thumb", thumbnail, StringComparison.Ordinal);
        Assert.Equal([0xFF, 0xD8, 1], await File.ReadAllBytesAsync(Path.Join(_store.Folder, "Message", thumbnail), TestContext.Current.CancellationToken));
        Assert.Equal([new Loss(MessageKind.Video, IosLosses.MissingFile, 1)], _store.Losses.All);
    }

    [Fact]
    public async Task Replies_mentions_and_reactions_read_back()
    {
        Message reply = Text(Group, "G2", Noon + 1, "yes @85255508888") with
        {
            ReplyTo = new Quote("G1", Cleo, "coming?"),
            Mentions = [Cleo],
            Reactions = [new Reaction(Cleo, "👍", Noon + 5), new Reaction(Me, "❤️", Noon + 6)],
        };

        await _store.WriteAsync(Text(Group, "G1", Noon, "coming?", Cleo), reply);

        using SqliteStatement statement = _store.Database.Prepare(
            "SELECT i.ZMETADATA, f.ZRECEIPTINFO FROM ZWAMESSAGE m JOIN ZWAMEDIAITEM i ON i.Z_PK = m.ZMEDIAITEM JOIN ZWAMESSAGEINFO f ON f.Z_PK = m.ZMESSAGEINFO WHERE f.ZMESSAGE = m.Z_PK AND i.ZMESSAGE = m.Z_PK");
        Assert.True(statement.Step());
        IosMetadata metadata = IosMetadata.Read(statement.Blob(0))!;
        Assert.Equal(("G1", Cleo, "coming?"), (metadata.QuotedId, metadata.QuotedSender, metadata.QuotedText));
        Assert.Equal([Cleo], metadata.Mentions);
        IosReceiptInfo info = IosReceiptInfo.Read(statement.Blob(1));
        Assert.Equal([new IosReaction("", Cleo, "👍", Noon + 5), new IosReaction("", null, "❤️", Noon + 6)], info.Reactions);
    }

    [Fact]
    public async Task A_message_without_an_id_gets_the_same_one_again()
    {
        Message nameless = Text(Ben, "", Noon, "ok") with { NativeId = null };

        await _store.WriteAsync(nameless, nameless, nameless with { SentAtMillis = Noon + 1 });

        string[] ids = _store.Rows("SELECT ZSTANZAID FROM ZWAMESSAGE ORDER BY ZSORT");
        Assert.Equal(3, ids.Distinct().Count());
        using WrittenStore again = new();
        await again.WriteAsync(nameless, nameless, nameless with { SentAtMillis = Noon + 1 });
        Assert.Equal(ids, again.Rows("SELECT ZSTANZAID FROM ZWAMESSAGE ORDER BY ZSORT"));
    }

    [Fact]
    public async Task An_id_that_repeats_in_a_chat_stays_with_the_first()
    {
        await _store.WriteAsync(Text(Ben, "A1", Noon, "one"), Text(Ben, "A1", Noon + 1, "one"), Text(Group, "A1", Noon + 2, "elsewhere"), Text(Ben, "A2", Noon + 3, "two"), Text(Ben, "A1", Noon + 4, "mine", Me));

        Assert.Equal(["one|1", "two|2", "mine|3"], _store.Rows($"SELECT ZTEXT, ZSORT FROM ZWAMESSAGE WHERE ZCHATSESSION = (SELECT Z_PK FROM ZWACHATSESSION WHERE ZCONTACTJID = '{Ben}') ORDER BY ZSORT"));
        Assert.Equal(4, _store.Database.ReadInteger("SELECT count(*) FROM ZWAMESSAGE"));
        Assert.Contains(_store.Losses.All, loss => loss.What == IosLosses.RepeatedId);
    }

    [Fact]
    public async Task Statuses_are_a_chat_for_each_person()
    {
        await _store.WriteAsync(Text("status@broadcast", "S1", Noon, "sun", Ben), Text("status@broadcast", "S2", Noon + 1, "rain", Me));

        Assert.Equal(["85255509999@status|3", "85255501234@status|3"], _store.Rows("SELECT ZCONTACTJID, ZSESSIONTYPE FROM ZWACHATSESSION WHERE ZSESSIONTYPE <> 1 ORDER BY Z_PK"));
    }

    [Fact]
    public async Task A_chat_without_an_id_of_the_apps_is_lost_and_said()
    {
        await _store.WriteAsync(Text("Ben", "A1", Noon, "hello"));

        Assert.Equal([WriteOutcome.Lost], _store.Outcomes);
        Assert.Equal([new Loss(MessageKind.Text, IosLosses.ChatWithoutNumber, 1)], _store.Losses.All);
    }

    [Fact]
    public async Task A_writer_that_is_not_completed_leaves_nothing()
    {
        string folder = Directory.CreateTempSubdirectory("satchel-ios-").FullName;
        WriterTarget target = new()
        {
            Folder = folder,
            Container = "plain",
            Keys = SourceKeys.None,
            ScratchFolder = folder,
            Source = new Account("whatsapp", "android", Me, null),
            Losses = new LossList(),
            Time = TimeProvider.System,
        };
        using (IChatWriter writer = new WhatsAppIosWriterFormat().Open(target, TestContext.Current.CancellationToken))
        {
            await writer.AddAsync(Text(Ben, "A1", Noon, "hello"), _store, TestContext.Current.CancellationToken);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
        Directory.Delete(folder);
    }
}
