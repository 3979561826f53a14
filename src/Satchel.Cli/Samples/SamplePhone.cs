using System.Globalization;
using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.Chats.WhatsApp.Android.Writing;
using Satchel.Chats.WhatsApp.Crypt;

namespace Satchel.Cli.Samples;

/// <summary>
/// A made-up phone: a WhatsApp folder as Android has it, with WhatsApp's own tables and indices, there while the rows go in, so
/// that pages lie in the file as they do on a phone. The same seed gives the same rows and the same files.
/// </summary>
internal static class SamplePhone
{
    /// <summary>The row of <c>props</c> that keeps the seed.</summary>
    public const string SeedProperty = "sample_seed";

    /// <summary>The row of <c>props</c> that counts the days added.</summary>
    public const string DaysProperty = "sample_days";

    private const string MessagesName = "msgstore.db";
    private const string ContactsName = "wa.db";
    private const long BeginningMillis = 1_514_764_800_000;   // 2018-01-01Z
    private const long EndMillis = 1_761_955_200_000;         // 2025-11-01Z
    private const long DayMillis = 86_400_000;
    private const long FirstMessage = 2;

    /// <summary>Makes a phone below a folder: <c>WhatsApp/Databases</c> and <c>WhatsApp/Media</c>.</summary>
    /// <exception cref="IOException">There is one already.</exception>
    public static SampleReport Create(SampleOptions options, CancellationToken cancellationToken)
    {
        string root = WhatsAppFolder(options.Folder);
        string databases = Path.Combine(root, "Databases");
        if (Directory.Exists(root))
        {
            throw new IOException($"{root}: a WhatsApp folder is there already; add a day to it, or choose another folder.");
        }

        Directory.CreateDirectory(databases);
        SampleRandom random = new(options.Seed);
        SampleVocabulary vocabulary = new();
        SampleMedia media = new(root, new SampleRandom(random.NextBits()), tag: "");
        media.Write(options.MediaBytes, options.Messages, cancellationToken);
        using SqliteDatabase messages = SqliteDatabase.OpenForWriting(Path.Combine(databases, MessagesName));
        using SqliteDatabase contacts = SqliteDatabase.OpenForWriting(Path.Combine(databases, ContactsName));
        messages.Execute(WhatsAppAndroidSchema.Pragmas);
        messages.Execute(WhatsAppAndroidSchema.Messages(options.WithFullText));
        contacts.Execute(WhatsAppAndroidSchema.Pragmas);
        contacts.Execute(WhatsAppAndroidSchema.Contacts);
        messages.Execute("BEGIN");
        contacts.Execute("BEGIN");
        SamplePeople people = SamplePeople.Create(messages, contacts, options, vocabulary, random);
        messages.Execute("INSERT INTO message (_id, chat_row_id, from_me, key_id, sort_id) VALUES (1, -1, 0, '-1', 0)");
        messages.Execute("COMMIT");
        contacts.Execute("COMMIT");
        using (SampleRows rows = new(messages))
        {
            new SampleMessages(messages, people, media, rows, new SampleText(vocabulary, random), random)
                .Write(FirstMessage, options.Messages, BeginningMillis, EndMillis, cancellationToken);
        }

        messages.Execute("PRAGMA user_version=1");
        contacts.Execute("PRAGMA user_version=97");
        return new SampleReport(root, options.Messages, 0, media.Files, media.Bytes);
    }

    /// <summary>
    /// Adds a day: new messages with media, and a tenth as many changes of older messages. Each day draws on its own numbers, and the
    /// same days added to the same phone give the same phone.
    /// </summary>
    /// <param name="folder">The folder that <see cref="Create"/> was given.</param>
    /// <param name="messages">How many messages are new.</param>
    /// <param name="mediaBytes">How many bytes of media files, about.</param>
    /// <param name="leaveLog">Whether the day is left in a write-ahead log, as on a phone that is in use.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public static SampleReport AppendDay(string folder, int messages, long mediaBytes, bool leaveLog, CancellationToken cancellationToken)
    {
        string root = WhatsAppFolder(folder);
        string path = Path.Combine(root, "Databases", MessagesName);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{path}: no sample phone with a plain database is there.", path);
        }

        SampleReport report;
        using (SqliteDatabase database = SqliteDatabase.OpenForWriting(path))
        {
            database.Execute(leaveLog ? "PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=-65536" : "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-262144");
            report = Append(database, root, messages, mediaBytes, cancellationToken);
            if (leaveLog)
            {
                // The last connection to close folds the log into the database; copies made before keep it.
                File.Copy(path, path + ".kept", overwrite: true);
                File.Copy(path + "-wal", path + "-wal.kept", overwrite: true);
            }
        }

        if (leaveLog)
        {
            File.Move(path + ".kept", path, overwrite: true);
            File.Move(path + "-wal.kept", path + "-wal", overwrite: true);
        }

        return report;
    }

    /// <summary>
    /// Encrypts the phone's databases as WhatsApp's backups are, in place of the plain ones, under a key made from the seed, and writes the key
    /// to a file as the 64 digits that WhatsApp shows.
    /// </summary>
    public static void Encrypt(string folder, string keyPath, CancellationToken cancellationToken)
    {
        string databases = Path.Combine(WhatsAppFolder(folder), "Databases");
        byte[] key = new SampleRandom((ulong)ReadNumber(Path.Combine(databases, MessagesName), SeedProperty) ^ 0xC0FFEE).NextBytes(32);
        using SourceKeys keys = new();
        keys.Add(new SourceKey(SourceKeyKind.RootKey, key));
        string backups = Path.Combine(WhatsAppFolder(folder), "Backups");
        Directory.CreateDirectory(backups);
        foreach ((string plain, string target) in (ReadOnlySpan<(string, string)>)[(MessagesName, databases), (ContactsName, backups)])
        {
            string plainPath = Path.Combine(databases, plain);
            CryptFile.Seal("crypt15", null, plainPath, Path.Combine(target, plain + ".crypt15"), keys, cancellationToken);
            File.Delete(plainPath);
        }

        string digits = Convert.ToHexStringLower(key);
        File.WriteAllText(keyPath, string.Join(' ', digits.Chunk(4).Select(group => new string(group))) + "\n");
    }

    /// <summary>The WhatsApp folder of a sample phone.</summary>
    public static string WhatsAppFolder(string folder) => Path.Combine(folder, "WhatsApp");

    private static SampleReport Append(SqliteDatabase database, string root, int messages, long mediaBytes, CancellationToken cancellationToken)
    {
        long day = (database.ReadInteger($"SELECT value FROM props WHERE key='{DaysProperty}'") ?? 0) + 1;
        ulong seed = (ulong)(database.ReadInteger($"SELECT value FROM props WHERE key='{SeedProperty}'") ?? 0);
        SampleRandom random = new(unchecked((seed * 1_000_003) + (ulong)day));
        SampleMedia media = new(root, new SampleRandom(random.NextBits()), string.Create(CultureInfo.InvariantCulture, $"D{day:000}"));
        media.Write(mediaBytes, messages, cancellationToken);
        SamplePeople people = SamplePeople.Load(database);
        SampleText text = new(new SampleVocabulary(), random);
        long lastId = database.ReadInteger("SELECT max(_id) FROM message") ?? 1;
        long lastAt = database.ReadInteger($"SELECT timestamp FROM message WHERE _id={lastId}") ?? EndMillis;
        database.Execute("BEGIN");
        database.Execute($"UPDATE props SET value='{day.ToString(CultureInfo.InvariantCulture)}' WHERE key='{DaysProperty}'");
        int updates;
        using (SampleRows rows = new(database))
        {
            updates = new SampleUpdates(database, people, rows, text, random).Write(messages / 10, lastId, lastAt + 1_000);
            database.Execute("COMMIT");
            new SampleMessages(database, people, media, rows, text, random)
                .Write(lastId + 1, messages, lastAt + 60_000, lastAt + 60_000 + DayMillis, cancellationToken);
        }

        return new SampleReport(root, messages, updates, media.Files, media.Bytes);
    }

    private static long ReadNumber(string path, string property)
    {
        using SqliteDatabase database = SqliteDatabase.OpenImmutable(path);
        return database.ReadInteger($"SELECT value FROM props WHERE key='{property}'") ?? 0;
    }
}
