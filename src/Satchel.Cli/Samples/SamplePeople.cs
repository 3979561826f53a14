using System.Globalization;
using Satchel.Chats.Sqlite;

namespace Satchel.Cli.Samples;

/// <summary>The made-up people and their chats: writes them into a new phone, and reads them from one.</summary>
internal sealed class SamplePeople
{
    /// <summary>The owner's number.</summary>
    public const string Owner = "447700900123";

    private const long BeginningMillis = 1_514_764_800_000;   // 2018-01-01Z
    private const long StatusRow = 1;
    /// <summary>The owner's row in <c>jid</c>.</summary>
    public const long OwnerRow = 2;

    private const long OwnerLidRow = 3;
    private const int FirstUserRow = 4;
    private const int MappedLidEvery = 8;

    private static readonly string[] CountryCodes = ["44", "86138", "1415", "34", "65", "852"];

    private SamplePeople(List<SampleChat> chats, int users)
    {
        Chats = chats;
        Users = users;
    }

    /// <summary>The chats.</summary>
    public IReadOnlyList<SampleChat> Chats { get; }

    /// <summary>How many people there are: the rows of <c>jid</c> from <see cref="UserRow"/> of 0 on.</summary>
    public int Users { get; }

    /// <summary>The row in <c>jid</c> of a person.</summary>
    public static long UserRow(int user) => FirstUserRow + user;

    /// <summary>Writes people, chats and groups into the databases of a new phone.</summary>
    public static SamplePeople Create(SqliteDatabase messages, SqliteDatabase contacts, SampleOptions options, SampleVocabulary vocabulary, SampleRandom random)
    {
        int users = Math.Max(options.Chats * 3, 30);
        using RowInserter jids = new(messages, "jid", "_id,user,server,agent,device,type,raw_string");
        using RowInserter maps = new(messages, "jid_map", "lid_row_id,jid_row_id,sort_id");
        using RowInserter lidNames = new(messages, "lid_display_name", "lid_row_id,display_name,username");
        using RowInserter names = new(contacts, "wa_contacts", "jid,is_whatsapp_user,status,number,display_name,given_name,wa_name,sort_name");
        AddJid(jids, StatusRow, "status", "broadcast", 5);
        AddJid(jids, OwnerRow, Owner, "s.whatsapp.net", 0);
        AddJid(jids, OwnerLidRow, LidOf(random), "lid_me", 17);
        maps.Add(OwnerLidRow).Add(OwnerRow).Add(0).Insert();
        for (int user = 0; user < users; user++)
        {
            string number = random.Pick<string>(CountryCodes) + (100_000_000 + random.Next(900_000_000)).ToString(CultureInfo.InvariantCulture);
            AddJid(jids, UserRow(user), number, "s.whatsapp.net", 0);
            string name = SampleVocabulary.NameOf(random);
            bool inAddressBook = random.Chance(0.7);
            names.Add(number + "@s.whatsapp.net").Add(1).Add(random.Chance(0.5) ? "Hey there! I am using WhatsApp." : name + " ✨").Add("+" + number)
                .Add(inAddressBook ? name : null).Add(inAddressBook ? name.Split(' ')[0] : null).Add(name).Add(name).Insert();
            if (user % MappedLidEvery == 0)
            {
                long lid = LidRow(user, users);
                AddJid(jids, lid, LidOf(random), "lid", 18);
                maps.Add(lid).Add(UserRow(user)).Add(user).Insert();
                lidNames.Add(lid).Add(name).AddNull().Insert();
            }
        }

        SamplePeople people = new(WriteChats(messages, jids, names, options, vocabulary, random, users), users);
        WriteProperties(messages, options);
        return people;
    }

    /// <summary>Reads the chats of a phone that was made before.</summary>
    public static SamplePeople Load(SqliteDatabase messages)
    {
        Dictionary<long, List<long>> members = [];
        using (SqliteStatement rows = messages.Prepare("SELECT group_jid_row_id, user_jid_row_id FROM group_participant_user ORDER BY _id"))
        {
            while (rows.Step())
            {
                (members.TryGetValue(rows.Integer(0), out List<long>? list) ? list : members[rows.Integer(0)] = []).Add(rows.Integer(1));
            }
        }

        List<SampleChat> chats = [];
        using SqliteStatement chatRows = messages.Prepare("SELECT chat._id, jid_row_id, server, user FROM chat JOIN jid ON jid._id = jid_row_id ORDER BY chat._id");
        while (chatRows.Step())
        {
            SampleChatKind kind = (chatRows.Text(2), chatRows.Text(3)) switch
            {
                ("g.us", _) => SampleChatKind.Group,
                ("newsletter", _) => SampleChatKind.Channel,
                ("broadcast", "status") => SampleChatKind.Status,
                ("broadcast", _) => SampleChatKind.BroadcastList,
                _ => SampleChatKind.Direct,
            };
            long jid = chatRows.Integer(1);
            long[] inIt = members.TryGetValue(jid, out List<long>? list) ? [.. list] : kind == SampleChatKind.Direct ? [jid] : [UserRow(0), UserRow(1), UserRow(2)];
            chats.Add(new SampleChat(chatRows.Integer(0), jid, kind, inIt, LanguageOf(chats.Count)));
        }

        return new SamplePeople(chats, Math.Max(chats.Count * 3, 30));
    }

    private static List<SampleChat> WriteChats(
        SqliteDatabase messages, RowInserter jids, RowInserter names, SampleOptions options, SampleVocabulary vocabulary, SampleRandom random, int users)
    {
        using RowInserter chats = new(messages, "chat", "_id,jid_row_id,hidden,subject,created_timestamp,archived,sort_timestamp,mod_tag,spam_detection,unseen_message_count,ephemeral_expiration,group_type,account_jid_row_id,group_member_count");
        using RowInserter participants = new(messages, "group_participant_user", "group_jid_row_id,user_jid_row_id,rank,pending,add_timestamp,label,join_method");
        SampleText text = new(vocabulary, random);
        List<SampleChat> list = [];
        for (int number = 0; number < options.Chats; number++)
        {
            SampleChatKind kind = KindOf(number);
            bool underLid = kind == SampleChatKind.Direct && number % MappedLidEvery == 0;
            long created = BeginningMillis + random.Next(1_000_000_000);
            long jid = kind switch
            {
                SampleChatKind.Status => StatusRow,
                SampleChatKind.Direct when number == 4 => OwnerRow,
                SampleChatKind.Direct => underLid ? LidRow(number, users) : UserRow(number),
                _ => (2L * users) + FirstUserRow + number,
            };
            string? subject = kind is SampleChatKind.Direct or SampleChatKind.Status ? null : random.Chance(0.5) ? text.NextWords(3) : text.NextChineseWords(3);
            long[] members = kind == SampleChatKind.Direct ? [jid] : MembersOf(kind, number, users, random);
            if (kind is SampleChatKind.Group or SampleChatKind.Channel or SampleChatKind.BroadcastList)
            {
                (string user, string server, int type) = JidOf(kind, number, random);
                AddJid(jids, jid, user, server, type);
                names.Add(user + "@" + server).Add(1).AddNull().AddNull().Add(subject).AddNull().Add(subject).Add(subject).Insert();
            }

            chats.Add(number + 1).Add(jid).Add(0).Add(subject).Add(created).Add(number % 23 == 22 ? 1 : 0).Add(created).Add(0).Add(1).Add(0)
                .Add(number % 17 == 16 ? 604_800 : 0).Add(0);
            _ = underLid ? chats.Add(UserRow(number)) : chats.AddNull();
            chats.Add(members.Length).Insert();
            for (int member = 0; member < members.Length && kind is SampleChatKind.Group or SampleChatKind.BroadcastList; member++)
            {
                participants.Add(jid).Add(members[member]).Add(member == 0 ? 2 : member == 1 ? 1 : 0).Add(0).Add(created).Add("").Add(0).Insert();
            }

            list.Add(new SampleChat(number + 1, jid, kind, members, LanguageOf(number)));
        }

        return list;
    }

    // Every fourth chat is a group; one each of the rarer kinds, in any phone of eight chats.
    private static SampleChatKind KindOf(int number) => number switch
    {
        2 => SampleChatKind.BroadcastList,
        3 => SampleChatKind.Status,
        6 => SampleChatKind.Channel,
        _ => number % 4 == 1 ? SampleChatKind.Group : SampleChatKind.Direct,
    };

    private static SampleLanguage LanguageOf(int number) => ((number * 7) % 20) switch
    {
        < 9 => SampleLanguage.English,
        < 16 => SampleLanguage.Chinese,
        _ => SampleLanguage.Both,
    };

    private static (string User, string Server, int Type) JidOf(SampleChatKind kind, int number, SampleRandom random)
    {
        string digits = (10_000_000_000_000 + (long)(random.NextDouble() * 89_999_999_999_999)).ToString(CultureInfo.InvariantCulture);
        return kind switch
        {
            SampleChatKind.Channel => ("1203" + digits, "newsletter", 15),
            SampleChatKind.BroadcastList => ((1_600_000_000 + number).ToString(CultureInfo.InvariantCulture), "broadcast", 3),
            _ when number % 16 == 13 => ($"{Owner}-{1_500_000_000 + number}", "g.us", 1),   // the form of before 2021
            _ => ("1203" + digits, "g.us", 1),
        };
    }

    // In some groups people appear under their LIDs.
    private static long[] MembersOf(SampleChatKind kind, int number, int users, SampleRandom random)
    {
        int count = Math.Min(users, kind == SampleChatKind.Channel ? 3 : random.Pick(4, 6, 9, 15, 30, 80));
        bool underLid = number % 8 == 5;
        int first = random.Next(users);
        int step = 1 + (2 * random.Next(3));
        return [.. Enumerable.Range(0, count).Select(i => (first + (i * step)) % users).Distinct()
            .Select(user => underLid && user % MappedLidEvery == 0 ? LidRow(user, users) : UserRow(user))];
    }

    private static void WriteProperties(SqliteDatabase messages, SampleOptions options)
    {
        using RowInserter properties = new(messages, "props", "key,value");
        properties.Add("user_push_name").Add("Sam").Insert();
        foreach (string ready in (ReadOnlySpan<string>)["participant_user_ready", "call_log_ready", "links_ready", "receipt_user_ready", "jid_ready"])
        {
            properties.Add(ready).Add("2").Insert();
        }

        properties.Add(SamplePhone.SeedProperty).Add(options.Seed.ToString(CultureInfo.InvariantCulture)).Insert();
        properties.Add(SamplePhone.DaysProperty).Add("0").Insert();
        messages.Execute("INSERT INTO android_metadata VALUES ('en_GB')");
    }

    private static long LidRow(int user, int users) => FirstUserRow + users + (user / MappedLidEvery);

    private static string LidOf(SampleRandom random) => (100_000_000_000_000 + (long)(random.NextDouble() * 899_999_999_999_999)).ToString(CultureInfo.InvariantCulture);

    private static void AddJid(RowInserter jids, long row, string user, string server, int type) =>
        jids.Add(row).Add(user).Add(server).Add(0).Add(0).Add(type).Add(user + "@" + server).Insert();
}
