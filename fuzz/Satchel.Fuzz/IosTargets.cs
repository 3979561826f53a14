using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.Chats.WhatsApp.Ios;

namespace Satchel.Fuzz;

/// <summary>What comes from an iPhone: its store of messages, and the blobs in it.</summary>
internal sealed class IosTargets(string folder)
{
    private static readonly CancellationToken Never = CancellationToken.None;

    private static readonly byte[] Metadata = new IosMetadata
    {
        IsReply = true,
        QuotedId = "3EB0AA",
        QuotedSender = "85255509999@s.whatsapp.net",
        QuotedText = "some words",
        Mentions = ["111222333444@lid"],
        ForwardScore = 3,
    }.Encode();

    private static readonly byte[] Receipts = new IosReceiptInfo(
        [new IosReaction("R1", "85255509999@s.whatsapp.net", "👍", 1_700_000_000_000), new IosReaction("R2", null, "❤", null)],
        new IosPoll("Where?", ["here", "there"], [new IosVote("85255509999@s.whatsapp.net", [0, 1], false), new IosVote(null, [1], true)])).Encode();

    public IEnumerable<FuzzTarget> All()
    {
        yield return FuzzTarget.Of("whatsapp-ios", [Store()], ReadMessages);
        yield return FuzzTarget.Of("ios-blobs", [Metadata, Receipts], ReadBlobs);
    }

    private static void ReadBlobs(byte[] bytes)
    {
        _ = IosMetadata.Read(bytes)?.Encode();
        _ = IosReceiptInfo.Read(bytes).Encode();
        _ = IosPushName.Read(Convert.ToBase64String(bytes));
    }

    private byte[] Store()
    {
        string path = Path.Combine(folder, "ios-seed.sqlite");
        using (var database = SqliteDatabase.OpenForWriting(path))
        {
            database.Execute(
                """
                CREATE TABLE ZWACHATSESSION (Z_PK INTEGER PRIMARY KEY, ZCONTACTJID VARCHAR, ZPARTNERNAME VARCHAR, ZCONTACTIDENTIFIER VARCHAR, ZREMOVED INTEGER);
                CREATE TABLE ZWAGROUPMEMBER (Z_PK INTEGER PRIMARY KEY, ZCHATSESSION INTEGER, ZMEMBERJID VARCHAR, ZISACTIVE INTEGER);
                CREATE TABLE ZWAMESSAGE (Z_PK INTEGER PRIMARY KEY, ZCHATSESSION INTEGER, ZISFROMME INTEGER, ZMESSAGETYPE INTEGER, ZGROUPEVENTTYPE INTEGER, ZFLAGS INTEGER, ZGROUPMEMBER INTEGER,
                  ZMEDIAITEM INTEGER, ZMESSAGEDATE TIMESTAMP, ZSTANZAID VARCHAR, ZTEXT VARCHAR, ZFROMJID VARCHAR, ZPUSHNAME VARCHAR);
                CREATE TABLE ZWAMEDIAITEM (Z_PK INTEGER PRIMARY KEY, ZMESSAGE INTEGER, ZFILESIZE INTEGER, ZLATITUDE FLOAT, ZLONGITUDE FLOAT, ZMEDIALOCALPATH VARCHAR, ZTITLE VARCHAR,
                  ZVCARDNAME VARCHAR, ZVCARDSTRING VARCHAR, ZXMPPTHUMBPATH VARCHAR, ZMETADATA BLOB);
                CREATE TABLE ZWAMESSAGEINFO (Z_PK INTEGER PRIMARY KEY, ZMESSAGE INTEGER, ZRECEIPTINFO BLOB);
                INSERT INTO ZWACHATSESSION VALUES (1, '111222333444@lid', 'Ben', '85255509999@s.whatsapp.net', 0), (2, '120363000000000001@g.us', 'Us', NULL, 0), (3, '85255509999@status', NULL, NULL, 1);
                INSERT INTO ZWAGROUPMEMBER VALUES (1, 2, '111222333444@lid', 1);
                WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 79)
                  INSERT INTO ZWAMESSAGE SELECT i + 1, 1 + i % 3, i % 2, i, i % 14, 16777216, 1, NULL, 700000000.5 + i, '3EB0' || i, 'words ' || i, NULL, 'CgRBbm5hEAc=' FROM n;
                INSERT INTO ZWAMEDIAITEM SELECT NULL, Z_PK, 5, 640, 480, 'Media/a/' || Z_PK || '.jpg', 'title', NULL, 'image/jpeg', 'Media/a.thumb', zeroblob(0) FROM ZWAMESSAGE;
                INSERT INTO ZWAMESSAGEINFO SELECT NULL, Z_PK, zeroblob(0) FROM ZWAMESSAGE;
                """);
            Fill(database, "UPDATE ZWAMEDIAITEM SET ZMETADATA = ?1", Metadata);
            Fill(database, "UPDATE ZWAMESSAGEINFO SET ZRECEIPTINFO = ?1", Receipts);
        }

        return File.ReadAllBytes(path);
    }

    private static void Fill(SqliteDatabase database, string sql, byte[] blob)
    {
        using SqliteStatement statement = database.Prepare(sql);
        statement.BindBlob(1, blob);
        _ = statement.Step();
    }

    private void ReadMessages(byte[] bytes)
    {
        string path = Path.Combine(folder, "ChatStorage.sqlite");
        File.WriteAllBytes(path, bytes);
        WhatsAppIos format = new();
        foreach (ChatSource found in format.Find(path, [], Never))
        {
            using OpenedDatabase opened = format.OpenDatabase(found, null, found.Databases[0], SourceKeys.None, folder, Never);
            using IChatReader reader = format.OpenReader(found, new Dictionary<string, OpenedDatabase> { [found.Databases[0].Path] = opened }, new ReaderOptions());
            _ = reader.ReadMessages(Never).Count() + reader.ReadChats(Never).Count() + reader.ReadParticipants(Never).Count();
        }
    }
}
