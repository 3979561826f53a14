using System.Text;
using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.Chats.Sqlite.Cipher;
using Satchel.Chats.WeChat;
using Satchel.Chats.WeChat.Android.Writing;

namespace Satchel.TestKit.WeChat;

/// <summary>
/// Builds the folder of an account of WeChat's on Android, row by row and file by file. <see cref="Save"/> writes the databases, encrypted where asked for; after it more can
/// be added and saved again.
/// </summary>
public sealed partial class AndroidStoreBuilder : IDisposable
{
    private const string MessagesName = "EnMicroMsg.db";
    private const string IndexName = "WxFileIndex.db";

    private readonly AndroidStoreOptions _options;
    private readonly string _plainFolder;
    private readonly Dictionary<string, long> _talkers = new(StringComparer.Ordinal);
    private long _messageId;

    /// <summary>Begins a store.</summary>
    /// <param name="folder">The account's folder; made where it is not there.</param>
    /// <param name="options">What it is like.</param>
    public AndroidStoreBuilder(string folder, AndroidStoreOptions? options = null)
    {
        _options = options ?? new AndroidStoreOptions();
        Folder = folder;
        Directory.CreateDirectory(folder);
        _plainFolder = _options.Passphrase is null ? folder : Directory.CreateTempSubdirectory("satchel-wechat-plain-").FullName;
        Database = Create(MessagesName, Schema());
        Index = _options.FileIndex ? Create(IndexName, Shaped(WeChatAndroidSchema.FileIndex)) : null;
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>Where the media go.</summary>
    public string MediaFolder => _options.MediaFolder ?? Folder;

    /// <summary>The database of messages while it is plain, for whatever no method here does.</summary>
    public SqliteDatabase Database { get; }

    /// <summary>The index of files while it is plain; null where the store has none.</summary>
    public SqliteDatabase? Index { get; }

    /// <summary>The keys that open it.</summary>
    public SourceKeys Keys
    {
        get
        {
            SourceKeys keys = new();
            if (_options.Passphrase is { } passphrase)
            {
                keys.Add(new SourceKey(SourceKeyKind.Passphrase, Encoding.UTF8.GetBytes(passphrase)));
            }

            return keys;
        }
    }

    /// <summary>Builds a whole conversation into a folder.</summary>
    public static void Build(Conversation conversation, string folder, AndroidStoreOptions? options = null)
    {
        using AndroidStoreBuilder builder = new(folder, options);
        builder.Add(conversation);
        builder.Save();
    }

    /// <summary>Adds the people, the groups and the messages of a conversation.</summary>
    public void Add(Conversation conversation)
    {
        AddOwner(Conversation.OwnerId, Conversation.OwnerName);
        foreach (ConversationPerson person in conversation.People)
        {
            Insert("rcontact", ("username", person.UserName), ("nickname", person.Nickname), ("conRemark", person.Remark ?? ""), ("alias", person.Alias ?? ""), ("type", person.IsFriend ? 3 : 4));
        }

        foreach (ConversationGroup group in conversation.Groups)
        {
            Add(group);
        }

        foreach (ConversationMessage message in conversation.Messages)
        {
            Add(message);
        }
    }

    /// <summary>Says who the owner is.</summary>
    public void AddOwner(string id, string name)
    {
        Insert("userinfo", ("id", 2), ("type", 3), ("value", id));
        Insert("userinfo", ("id", 4), ("type", 3), ("value", name));
        Insert("rcontact", ("username", id), ("nickname", name), ("type", 3));
    }

    /// <summary>Adds a group.</summary>
    public void Add(ConversationGroup group)
    {
        Insert("rcontact", ("username", group.UserName), ("nickname", group.Title), ("type", 2));
        byte[] members = RoomData.Write([.. group.Members.Select(member => new RoomMember(member.UserName, member.DisplayName))]);
        Insert("chatroom", ("chatroomname", group.UserName), ("memberlist", string.Join(';', group.Members.Select(member => member.UserName))), ("roomowner", group.OwnerId), ("roomdata", members));
    }

    /// <summary>Writes the databases.</summary>
    public void Save()
    {
        if (_options.Passphrase is null)
        {
            return;
        }

        using SourceKeys keys = Keys;
        Seal(MessagesName, keys);
        if (Index is not null)
        {
            Seal(IndexName, keys);
        }
    }

    /// <summary>Inserts a row and gives its rowid. Values are null, integers, doubles, strings, byte arrays. Columns that the store lacks are passed over.</summary>
    public long Insert(string table, params (string Column, object? Value)[] values) => Insert(Database, table, values);

    /// <summary>Runs one statement with parameters ?1, ?2, ….</summary>
    public void Run(string sql, params object?[] values)
    {
        using SqliteStatement statement = Database.Prepare(sql);
        for (int i = 0; i < values.Length; i++)
        {
            Bind(statement, i + 1, values[i]);
        }

        while (statement.Step())
        {
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Database.Dispose();
        Index?.Dispose();
        if (_plainFolder != Folder)
        {
            Directory.Delete(_plainFolder, recursive: true);
        }
    }

    private static long Insert(SqliteDatabase database, string table, (string Column, object? Value)[] values)
    {
        HashSet<string> columns = new(database.ColumnsOf(table), StringComparer.OrdinalIgnoreCase);
        (string Column, object? Value)[] there = [.. values.Where(value => columns.Contains(value.Column))];
        string names = string.Join(", ", there.Select(value => $"\"{value.Column}\""));
        string places = string.Join(", ", there.Select((_, index) => $"?{index + 1}"));
        using SqliteStatement statement = database.Prepare($"INSERT INTO {table} ({names}) VALUES ({places})");
        for (int i = 0; i < there.Length; i++)
        {
            Bind(statement, i + 1, there[i].Value);
        }

        _ = statement.Step();
        return database.ReadInteger("SELECT last_insert_rowid()") ?? 0;
    }

    private SqliteDatabase Create(string name, string schema)
    {
        string path = Path.Join(_plainFolder, name);
        if (_options.Passphrase is not null)
        {
            CipherTemplate.Create(path, CipherScheme.Version1);
        }

        SqliteDatabase database = SqliteDatabase.OpenForWriting(path);
        database.Execute("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY");
        database.Execute(schema);
        return database;
    }

    private void Seal(string name, SourceKeys keys) =>
        CipherContainer.Seal(CipherScheme.Version1.Name, null, Path.Join(_plainFolder, name), Path.Join(Folder, name), keys, CancellationToken.None);

    private string Shaped(string schema) => _options.Indices ? schema : WeChatAndroidSchema.TablesOf(schema);

    private string Schema()
    {
        string[] lines = Shaped(WeChatAndroidSchema.Messages).Split('\n');
        int table = Array.FindIndex(lines, line => line.StartsWith("CREATE TABLE message (", StringComparison.Ordinal));
        const int Start = 22;
        string[] columns = [.. lines[table][Start..^2].Split(", ").Where(column => !_options.Without.Contains(column.Split(' ')[0]))];
        if (_options.ShuffleSeed is { } seed)
        {
            new Random(seed).Shuffle(columns);
        }

        lines[table] = $"CREATE TABLE message ({string.Join(", ", columns)});";
        return string.Join('\n', lines.Where(line => !line.Contains(" ON message (", StringComparison.Ordinal) || _options.Without.All(column => !line.Contains(column, StringComparison.Ordinal))));
    }

    private static void Bind(SqliteStatement statement, int index, object? value)
    {
        switch (value)
        {
            case null:
                statement.BindNull(index);
                break;
            case string text:
                statement.Bind(index, text);
                break;
            case byte[] bytes:
                statement.BindBlob(index, bytes);
                break;
            case double real:
                statement.Bind(index, real);
                break;
            default:
                statement.Bind(index, Convert.ToInt64(value, null));
                break;
        }
    }
}
