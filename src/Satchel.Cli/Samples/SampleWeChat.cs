using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.Chats.Sqlite.Cipher;
using Satchel.Chats.WeChat.Android.Writing;

namespace Satchel.Cli.Samples;

/// <summary>
/// A made-up account of WeChat on an Android phone: <c>MicroMsg/&lt;32 hex&gt;</c> with its encrypted database, pictures and voice, and a file with
/// its key beside it. A day that is added changes only the pages it touches, as the app does.
/// </summary>
internal static class SampleWeChat
{
    /// <summary>The folder of WeChat's accounts, in the phone's folder.</summary>
    public const string Folder = "MicroMsg";

    /// <summary>The file with the account's key, in the phone's folder.</summary>
    public const string KeyFile = "wechat.key";

    /// <summary>The database of messages.</summary>
    public const string Database = "EnMicroMsg.db";

    private const string Imei = "355000000000017";
    private const long Uin = 1_700_000_021;
    private const long BeginningMillis = 1_514_764_800_000;   // 2018-01-01Z
    private const long EndMillis = 1_761_955_200_000;         // 2025-11-01Z
    private const long DayMillis = 86_400_000;

    /// <summary>Where the account of a phone lies.</summary>
    public static string AccountFolder(string phone) => Path.Combine(phone, Folder, HashOf(string.Create(CultureInfo.InvariantCulture, $"mm{Uin}")));

    /// <summary>Makes an account.</summary>
    /// <param name="options">What it is to hold.</param>
    /// <param name="plain">Whether its database is not encrypted, to compare with.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public static SampleReport Create(SampleOptions options, bool plain, CancellationToken cancellationToken)
    {
        string account = AccountFolder(options.Folder);
        Directory.CreateDirectory(account);
        string keyFile = Path.Combine(options.Folder, KeyFile);
        File.WriteAllText(keyFile, string.Create(CultureInfo.InvariantCulture, $"# WeChat for Android: this made-up phone's\nimei={Imei} uin={Uin}\n"));
        string path = Path.Combine(account, Database);
        string work = path + ".plain";
        EncryptedStore.CreatePlain(EncryptedStore.WeChatAndroid, work);
        SampleWeChatMessages messages;
        using (SqliteDatabase database = Open(work))
        {
            database.Execute(WeChatAndroidSchema.Messages);
            messages = new SampleWeChatMessages(database, account, new SampleRandom(options.Seed), options.Chats);
            messages.WritePeople();
            messages.Write(1, options.Messages, BeginningMillis, EndMillis, options.MediaBytes, cancellationToken);
        }

        if (plain)
        {
            File.Move(work, path);
        }
        else
        {
            using SourceKeys keys = KeysOf(keyFile);
            EncryptedStore.Seal(EncryptedStore.WeChatAndroid, work, path, keys, cancellationToken);
            File.Delete(work);
        }

        return new SampleReport(account, options.Messages, 0, messages.Files, messages.MediaBytes);
    }

    /// <summary>Adds a day of messages to the account of a phone.</summary>
    public static SampleReport AppendDay(string phone, int messages, long mediaBytes, CancellationToken cancellationToken)
    {
        string account = AccountFolder(phone);
        string path = Path.Combine(account, Database);
        using SourceKeys keys = KeysOf(Path.Combine(phone, KeyFile));
        bool isPlain = SqliteImageIsPlain(path);
        string work = isPlain ? path : path + ".plain";
        if (!isPlain)
        {
            EncryptedStore.Open(EncryptedStore.WeChatAndroid, path, work, keys, cancellationToken);
        }

        SampleWeChatMessages rows;
        using (SqliteDatabase database = Open(work))
        {
            long last = database.ReadInteger("SELECT max(msgId) FROM message") ?? 0;
            long lastAt = database.ReadInteger("SELECT max(createTime) FROM message") ?? EndMillis;
            int chats = (int)(database.ReadInteger("SELECT count(*) FROM rconversation") ?? 1);
            rows = new SampleWeChatMessages(database, account, new SampleRandom((ulong)last), chats);
            rows.Write(last + 1, messages, lastAt + 1, lastAt + DayMillis, mediaBytes, cancellationToken);
        }

        if (!isPlain)
        {
            EncryptedStore.Update(EncryptedStore.WeChatAndroid, path, work, keys, cancellationToken);
            File.Delete(work);
        }

        return new SampleReport(account, messages, 0, rows.Files, rows.MediaBytes);
    }

    /// <summary>The MD5 of a text in lower-case hex, of which the app makes names.</summary>
    public static string HashOf(string text)
    {
#pragma warning disable CA5351 // The app names folders and files by MD5.
        return Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
    }

    private static bool SqliteImageIsPlain(string path)
    {
        Span<byte> start = stackalloc byte[16];
        using FileStream file = File.OpenRead(path);
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual("SQLite format 3\0"u8);
    }

    private static SqliteDatabase Open(string path)
    {
        SqliteDatabase database = SqliteDatabase.OpenForWriting(path);
        database.Execute("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536");
        return database;
    }

    private static SourceKeys KeysOf(string keyFile)
    {
        SourceKeys keys = new();
        SourceKeyFile.Read(keyFile, keys);
        return keys;
    }
}
