using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.Chats.WhatsApp.Ios;
using Satchel.Chats.WhatsApp.Ios.Writing;
using Satchel.Tests.Chats.Sqlite;

namespace Satchel.Tests.Chats.WhatsApp.Ios.Writing;

/// <summary>A phone's own store, made by SQL, with entity numbers and columns that the built-in one does not have.</summary>
internal sealed class PhoneStore : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public PhoneStore(params string[] sql)
    {
        Directory.CreateDirectory(Folder);
        using SqliteDatabase database = SqliteDatabase.OpenForWriting(Path);
        database.Execute(WorkingStore.Schema("ChatStorage"));
        database.Execute(WorkingStore.Schema("ChatStorage.indices"));
        database.Execute(
            $"""
            UPDATE Z_PRIMARYKEY SET Z_ENT = Z_ENT + 100;
            INSERT INTO Z_METADATA VALUES (1, 'AAAA', X'00');
            INSERT INTO Z_MODELCACHE VALUES (X'0102');
            ALTER TABLE ZWAMESSAGE ADD COLUMN ZNEWERTHANUS INTEGER;
            INSERT INTO ZWACHATSESSION (Z_PK, Z_ENT, Z_OPT, ZSESSIONTYPE, ZCONTACTJID, ZPARTNERNAME, ZFLAGS, ZMESSAGECOUNTER, ZUNREADCOUNT, ZLASTMESSAGE, ZLASTMESSAGEDATE, ZREMOVED, ZLASTMESSAGETEXT)
              VALUES (1, 104, 3, 0, '{WrittenStore.Ben}', 'Benjamin', 280, 3, 2, 2, 721692900, 0, 'old'),
                     (2, 104, 3, 0, '777@lid', 'Cleo', 280, 2, 0, 3, 721692800, 0, NULL),
                     (3, 104, 3, 1, '{WrittenStore.Group}', 'Hikers', 256, 2, 0, 4, 721692800, 0, NULL);
            UPDATE ZWACHATSESSION SET ZCONTACTIDENTIFIER = '{WrittenStore.Cleo}' WHERE Z_PK = 2;
            UPDATE ZWACHATSESSION SET ZGROUPINFO = 1 WHERE Z_PK = 3;
            INSERT INTO ZWAGROUPINFO (Z_PK, Z_ENT, Z_OPT, ZCHATSESSION) VALUES (1, 105, 1, 3);
            INSERT INTO ZWAGROUPMEMBER (Z_PK, Z_ENT, Z_OPT, ZCHATSESSION, ZMEMBERJID, ZISACTIVE) VALUES (1, 106, 1, 3, '{WrittenStore.Ben}', 1), (2, 106, 1, 3, '777@lid', 1);
            INSERT INTO ZWAMESSAGE (Z_PK, Z_ENT, Z_OPT, ZMESSAGETYPE, ZISFROMME, ZCHATSESSION, ZSORT, ZMESSAGEDATE, ZSTANZAID, ZTEXT, ZFROMJID, ZTOJID, ZFLAGS, ZMESSAGESTATUS, ZNEWERTHANUS, ZLASTSESSION)
              VALUES (1, 109, 1, 0, 0, 1, 1, 721692800, 'OLD1', 'one', '{WrittenStore.Ben}', NULL, 33, 21, 7, NULL),
                     (2, 109, 1, 0, 1, 1, 2, 721692900, 'OLD2', 'two', NULL, '{WrittenStore.Ben}', 44, 22, 7, 1),
                     (3, 109, 1, 0, 0, 2, 1, 721692800, 'OLD3', 'three', '777@lid', NULL, 33, 21, 7, 2),
                     (4, 109, 1, 0, 0, 3, 1, 721692800, 'OLD4', 'four', '{WrittenStore.Group}', NULL, 33, 21, 7, 3);
            UPDATE ZWAMESSAGE SET ZGROUPMEMBER = 2 WHERE Z_PK = 4;
            UPDATE Z_PRIMARYKEY SET Z_MAX = 3 WHERE Z_NAME = 'WAChatSession';
            UPDATE Z_PRIMARYKEY SET Z_MAX = 2 WHERE Z_NAME = 'WAGroupMember';
            UPDATE Z_PRIMARYKEY SET Z_MAX = 900 WHERE Z_NAME = 'WAMessage';
            """);
        foreach (string statement in sql)
        {
            database.Execute(statement);
        }
    }

    public string Folder => _temporary.File("phone");

    public string Path => System.IO.Path.Join(Folder, "ChatStorage.sqlite");

    /// <summary>The store, opened as a journey opens it.</summary>
    public WriterBase Opened => Open(Folder);

    public static WriterBase Open(string folder)
    {
        ChatSource source = Assert.Single(new WhatsAppIos().Find(folder, [], TestContext.Current.CancellationToken));
        return new WriterBase(source, null, source.Databases.ToDictionary(database => database.Path, database => new OpenedDatabase(System.IO.Path.Join(folder, database.Path), false, null)));
    }

    public void Dispose() => _temporary.Dispose();
}
