using System.Globalization;
using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.Chats.Sqlite.Cipher;
using Satchel.Vaults.Native;

namespace Satchel.TestKit.WeChat;

/// <summary>
/// Builds the folder of an account of the desktop app: databases that are plain while they are built, and encrypted by <see cref="Save"/> where asked for, after which more can be
/// added and saved again.
/// </summary>
public abstract class DesktopStoreBuilder : IDisposable
{
    private readonly Dictionary<string, SqliteDatabase> _databases = [];
    private readonly CipherScheme _scheme;
    private readonly string _plainFolder;

    private protected DesktopStoreBuilder(string folder, DesktopStoreOptions? options, CipherScheme scheme)
    {
        Options = options ?? new DesktopStoreOptions();
        Folder = folder;
        _scheme = scheme;
        Directory.CreateDirectory(folder);
        _plainFolder = Options.Key is null ? folder : Directory.CreateTempSubdirectory("satchel-wechat-plain-").FullName;
    }

    /// <summary>The account's folder.</summary>
    public string Folder { get; }

    /// <summary>The keys that open it, pictures included.</summary>
    public SourceKeys Keys
    {
        get
        {
            SourceKeys keys = new();
            if (Options.Key is { } key)
            {
                keys.Add(new SourceKey(SourceKeyKind.RootKey, [.. key]));
            }

            if (Options.ImageKey is { Length: > 0 } image)
            {
                keys.Add(new SourceKey(SourceKeyKind.ImageKey, [.. image]));
            }

            return keys;
        }
    }

    /// <summary>What it is like.</summary>
    protected DesktopStoreOptions Options { get; }

    /// <summary>A database while it is plain, by its path below the account's folder; made with its tables where it is not there.</summary>
    public SqliteDatabase Database(string path)
    {
        if (!_databases.TryGetValue(path, out SqliteDatabase? database))
        {
            string full = Path.Join(_plainFolder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            if (Options.Key is not null)
            {
                CipherTemplate.Create(full, _scheme);
            }

            _databases[path] = database = SqliteDatabase.OpenForWriting(full);
            database.Execute("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; BEGIN");
            database.Execute(SchemaOf(path));
        }

        return database;
    }

    /// <summary>Adds the people, the groups and the messages of a conversation, spread over the databases by time.</summary>
    public void Add(Conversation conversation)
    {
        AddPerson(Conversation.OwnerId, Conversation.OwnerName, null, null);
        foreach (ConversationPerson person in conversation.People)
        {
            AddPerson(person.UserName, person.Nickname, person.Remark, person.Alias);
        }

        foreach (ConversationGroup group in conversation.Groups)
        {
            AddPerson(group.UserName, group.Title, null, null);
            AddGroup(group);
        }

        for (int i = 0; i < conversation.Messages.Count; i++)
        {
            Add(conversation.Messages[i], i * Options.Shards / conversation.Messages.Count);
        }
    }

    /// <summary>Adds a message to the database of a number.</summary>
    public abstract void Add(ConversationMessage message, int shard);

    /// <summary>Writes the databases.</summary>
    public void Save()
    {
        using SourceKeys keys = Keys;
        foreach ((string path, SqliteDatabase database) in _databases)
        {
            database.Execute("COMMIT");
            if (Options.Key is not null)
            {
                string target = Path.Join(Folder, path);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                CipherContainer.Seal(_scheme.Name, null, Path.Join(_plainFolder, path), target, keys, CancellationToken.None);
            }

            database.Execute("BEGIN");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SqliteDatabase database in _databases.Values)
        {
            database.Dispose();
        }

        if (_plainFolder != Folder)
        {
            Directory.Delete(_plainFolder, recursive: true);
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Inserts a row and gives its number. Values are null, integers, strings, byte arrays.</summary>
    public static long Insert(SqliteDatabase database, string table, params (string Column, object? Value)[] values)
    {
        string names = string.Join(", ", values.Select(value => $"\"{value.Column}\""));
        string places = string.Join(", ", values.Select((_, index) => $"?{index + 1}"));
        using SqliteStatement statement = database.Prepare($"INSERT INTO {table} ({names}) VALUES ({places})");
        for (int i = 0; i < values.Length; i++)
        {
            Bind(statement, i + 1, values[i].Value);
        }

        _ = statement.Step();
        return database.ReadInteger("SELECT last_insert_rowid()") ?? 0;
    }

    /// <summary>The tables of a database.</summary>
    protected abstract string SchemaOf(string path);

    /// <summary>Adds a person or a group as the contacts have them.</summary>
    protected abstract void AddPerson(string userName, string nickname, string? remark, string? shownId);

    /// <summary>Adds the members of a group.</summary>
    protected abstract void AddGroup(ConversationGroup group);

    /// <summary>Writes a file below the account's folder.</summary>
    protected void Write(string path, byte[] content)
    {
        if (Options.Files)
        {
            string full = Path.Join(Folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllBytes(full, content);
        }
    }

    /// <summary>A picture as the app stores it.</summary>
    protected byte[] Picture(byte[] content) => Options.ImageKey switch
    {
        null => DatPictures.Masked(content, Options.Mask),
        { Length: 0 } => DatPictures.First(content, Options.Mask),
        { } key => DatPictures.Second(content, key, Options.Mask),
    };

    /// <summary>The row that numbers a user name; made where it is not there.</summary>
    protected static long NumberOf(SqliteDatabase database, string table, string column, string userName)
    {
        using SqliteStatement known = database.Prepare($"SELECT rowid FROM {table} WHERE {column} = ?1");
        known.Bind(1, userName);
        return known.Step() ? known.Integer(0) : Insert(database, table, (column, userName));
    }

    /// <summary>The month in the names of folders.</summary>
    protected static string MonthOf(ConversationMessage message) => DateTimeOffset.FromUnixTimeMilliseconds(message.SentAtMillis).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>One zstd frame.</summary>
    protected static byte[] Zstd(byte[] content)
    {
        byte[] frame = new byte[ZstdCompressor.Bound(content.Length)];
        using ZstdCompressor compressor = new();
        return frame[..compressor.Compress(content, frame, [], 3)];
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
            default:
                statement.Bind(index, Convert.ToInt64(value, null));
                break;
        }
    }
}
