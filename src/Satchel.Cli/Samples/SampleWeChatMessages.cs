using System.Globalization;
using Satchel.Chats.Sqlite;

namespace Satchel.Cli.Samples;

/// <summary>People, groups and messages of a made-up WeChat account.</summary>
internal sealed class SampleWeChatMessages(SqliteDatabase database, string folder, SampleRandom random, int chats)
{
    private const string Owner = "wxid_sampleowner00";
    private const int GroupEvery = 3;
    private const int MembersOfGroup = 12;
    private const int MessagesPerTransaction = 100_000;
    private const double MediaShare = 0.12;

    private readonly SampleVocabulary _vocabulary = new();
    private readonly SampleZipf _chats = new(chats, 1.1);
    private long _mediaLeft;

    /// <summary>How many files were written.</summary>
    public long Files { get; private set; }

    /// <summary>Their bytes.</summary>
    public long MediaBytes { get; private set; }

    /// <summary>Writes the owner, the contacts and the groups.</summary>
    public void WritePeople()
    {
        database.Execute("BEGIN");
        using RowInserter info = new(database, "userinfo", "id, type, value");
        info.Add(2).Add(3).Add(Owner).Insert();
        info.Add(4).Add(3).Add("Ana").Insert();
        using RowInserter contact = new(database, "rcontact", "username, alias, conRemark, nickname, type");
        using RowInserter room = new(database, "chatroom", "chatroomname, memberlist, displayname, roomowner");
        using RowInserter conversation = new(database, "rconversation", "username, conversationTime");
        contact.Add(Owner).Add("ana").Add("").Add("Ana").Add(1).Insert();
        for (int i = 0; i < Math.Max(chats, MembersOfGroup); i++)
        {
            contact.Add(Person(i)).Add("").Add(i % 5 == 0 ? SampleVocabulary.NameOf(random) : "").Add(SampleVocabulary.NameOf(random)).Add(3).Insert();
        }

        for (int i = 0; i < chats; i++)
        {
            conversation.Add(Chat(i)).Add(0).Insert();
            if (IsGroup(i))
            {
                contact.Add(Chat(i)).Add("").Add("").Add($"Group {i.ToString(CultureInfo.InvariantCulture)}").Add(2).Insert();
                room.Add(Chat(i)).Add(string.Join(';', Enumerable.Range(0, MembersOfGroup).Select(m => Member(i, m)))).AddNull().Add(Owner).Insert();
            }
        }

        database.Execute("COMMIT");
    }

    /// <summary>Writes messages from a first id on, spread over a time.</summary>
    public void Write(long firstId, int count, long fromMillis, long toMillis, long mediaBytes, CancellationToken cancellationToken)
    {
        _mediaLeft = mediaBytes;
        SampleText text = new(_vocabulary, random);
        using RowInserter message = new(
            database, "message", "msgId, msgSvrId, type, status, isSend, isShowTimer, createTime, talker, content, imgPath, talkerId, bizChatId, msgSeq, flag");
        database.Execute("BEGIN");
        for (int i = 0; i < count; i++)
        {
            if (i % MessagesPerTransaction == MessagesPerTransaction - 1)
            {
                cancellationToken.ThrowIfCancellationRequested();
                database.Execute("COMMIT; BEGIN");
            }

            long id = firstId + i;
            long at = fromMillis + (long)((toMillis - fromMillis) * ((i + random.NextDouble()) / Math.Max(1, count)));
            int chat = _chats.Next(random);
            bool sent = random.Chance(0.42);
            (int type, string content, string? picture) = Compose(text, id, at);
            string prefix = IsGroup(chat) && !sent && type != 10000 ? Member(chat, random.Next(MembersOfGroup)) + ":\n" : "";
            message.Add(id).Add(type == 10000 ? 0 : ServerId(id)).Add(type).Add(sent ? 2 : 3).Add(sent ? 1 : 0).Add(0).Add(at).Add(Chat(chat)).Add(prefix + content).Add(picture)
                .Add(chat + 1).Add(-1).Add(700_000_000 + id).Add(0).Insert();
        }

        database.Execute("COMMIT");
    }

    private (int Type, string Content, string? Picture) Compose(SampleText text, long id, long at)
    {
        double kind = random.NextDouble();
        if (kind < MediaShare)
        {
            return kind < 0.08 ? Picture(id, at) : Voice(id, at);
        }

        string words = text.Next(random.Chance(0.6) ? SampleLanguage.Chinese : SampleLanguage.English);
        return kind switch
        {
            < 0.15 => (49, $"<msg><appmsg appid=\"\" sdkver=\"0\"><title>{Escape(words)}</title><des>{Escape(text.NextWords(6))}</des><type>5</type><url>https://mp.example.com/s/{random.NextHex(16)}</url></appmsg></msg>", null),
            < 0.17 => (47, $"<msg><emoji fromusername=\"{Owner}\" type=\"2\" md5=\"{random.NextHex(32)}\" len=\"20480\" width=\"240\" height=\"240\"></emoji></msg>", null),
            < 0.18 => (822083633, $"<msg><appmsg appid=\"\" sdkver=\"0\"><title>{Escape(words)}</title><type>57</type><refermsg><type>1</type><svrid>{ServerId(Math.Max(1, id - 1 - random.Next(50)))}</svrid><fromusr>{Person(1)}</fromusr><displayname>B</displayname><content>{Escape(text.NextWords(4))}</content></refermsg></appmsg></msg>", null),
            < 0.185 => (48, $"<msg><location x=\"22.28\" y=\"114.15\" scale=\"16\" label=\"{Escape(text.NextAddress())}\" poiname=\"{Escape(text.NextWords(2))}\"/></msg>", null),
            < 0.19 => (50, "<voipmsg type=\"VoIPBubbleMsg\"><VoIPBubbleMsg><msg><![CDATA[Duration 02:10]]></msg><room_type>1</room_type><duration>130</duration></VoIPBubbleMsg></voipmsg>", null),
            < 0.20 => (10000, "You've added this contact. Now start chatting!", null),
            _ => (1, words, null),
        };
    }

    private (int Type, string Content, string? Picture) Picture(long id, long at)
    {
        string name = random.NextHex(32);
        string image = Path.Combine(folder, "image2", name[..2], name[2..4]);
        byte[]? picture = Save(Path.Combine(image, "th_" + name), () => SamplePicture.Draw(random, 10, 8));
        byte[]? full = picture is null ? null : Save(Path.Combine(image, name + ".jpg"), () => SamplePicture.Draw(random, 120 + random.Next(40), 90));
        using RowInserter info = new(database, "ImgInfo2", "id, msgSvrId, offset, totalLen, bigImgPath, thumbImgPath, createtime, msglocalid, status");
        info.Add(id).Add(ServerId(id)).Add(full?.Length ?? 0).Add(full?.Length ?? 90_000).Add(full is null ? "SERVERID://" + name : name + ".jpg").Add("THUMBNAIL_DIRPATH://th_" + name).Add(at / 1000).Add(id).Add(0).Insert();
        return (3, $"<msg><img aeskey=\"{random.NextHex(32)}\" length=\"{full?.Length ?? 90_000}\" md5=\"{random.NextHex(32)}\"/></msg>", "THUMBNAIL_DIRPATH://th_" + name);
    }

    private (int Type, string Content, string? Picture) Voice(long id, long at)
    {
        string token = random.NextHex(24);
        string hash = SampleWeChat.HashOf(token);
        int frames = 50 + random.Next(400);
        Save(Path.Combine(folder, "voice2", hash[..2], hash[2..4], $"msg_{token}.amr"), () => Amr(frames));
        using RowInserter info = new(database, "voiceinfo", "FileName, User, MsgId, Status, CreateTime, VoiceLength, MsgLocalId");
        info.Add(token).Add(Owner).Add(ServerId(id)).Add(99).Add(at / 1000).Add(frames * 20).Add(id).Insert();
        return (34, $"<msg><voicemsg endflag=\"1\" voiceformat=\"0\" voicelength=\"{frames * 20}\" length=\"{(frames * 32) + 6}\"/></msg>", token);
    }

    // Silence as AMR-NB has it at 12.2 kbit/s: 32 bytes for every 20 ms.
    private static byte[] Amr(int frames)
    {
        byte[] voice = new byte[6 + (frames * 32)];
        "#!AMR\n"u8.CopyTo(voice);
        for (int i = 0; i < frames; i++)
        {
            voice[6 + (i * 32)] = 0x3C;
        }

        return voice;
    }

    private byte[]? Save(string path, Func<byte[]> make)
    {
        if (_mediaLeft <= 0)
        {
            return null;
        }

        byte[] content = make();
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        _mediaLeft -= content.Length;
        MediaBytes += content.Length;
        Files++;
        return content;
    }

    private static bool IsGroup(int chat) => chat % GroupEvery == 2;

    private static string Person(int number) => string.Create(CultureInfo.InvariantCulture, $"wxid_sample{number:000000}");

    private string Member(int chat, int member) => Person((chat + member) % Math.Max(chats, MembersOfGroup));

    private static string Chat(int number) => IsGroup(number) ? string.Create(CultureInfo.InvariantCulture, $"{20_000_000_000 + number}@chatroom") : Person(number);

    // Like the server's: 19 digits, in no order.
    private static long ServerId(long id) => unchecked((long)(((ulong)id * 0x9E37_79B9_7F4A_7C15) >> 2)) | 0x1000_0000_0000_0000;

    private static string Escape(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);
}
