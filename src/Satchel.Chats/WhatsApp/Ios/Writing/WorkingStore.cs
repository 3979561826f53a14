using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>
/// A Core Data store that is being written: a new one, or a copy of the phone's own. Until it is finished it is nobody's: it has no journal, and what
/// fails leaves a file that is thrown away.
/// </summary>
internal sealed class WorkingStore : IDisposable
{
    // Bytes 18 and 19 of the file say how it is to be opened: 1 with a rollback journal, 2 with a write-ahead log.
    private const int JournalBytesOffset = 18;
    private const string Pragmas =
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -24576; PRAGMA foreign_keys = OFF;";

    // The property list that Core Data keeps in Z_METADATA.Z_PLIST, without the hashes of the app's model, which only the app knows:
    // {NSPersistenceFrameworkVersion: 1338, NSStoreModelVersionHashes: {}, NSStoreModelVersionHashesVersion: 3, NSStoreModelVersionIdentifiers: [""], NSStoreType: "SQLite"}
    private const string MetadataWithoutHashes =
        "62706C6973743030D50102030405060708090B5F101D4E5350657273697374656E63654672616D65776F726B56657273696F6E5F10194E5353746F72654D6F64656C56657273696F6E"
        + "4861736865735F10204E5353746F72654D6F64656C56657273696F6E48617368657356657273696F6E5F101E4E5353746F72654D6F64656C56657273696F6E4964656E7469666965"
        + "72735B4E5353746F72655479706511053AD01003A10A505653514C6974650813334F72939FA2A3A5A7A80000000000000101000000000000000C000000000000000000000000000000AF";

    private readonly string _path;
    private bool _isOpen = true;

    private WorkingStore(string path)
    {
        _path = path;
        Database = SqliteDatabase.OpenForWriting(path);
    }

    /// <summary>The database, to write to.</summary>
    public SqliteDatabase Database { get; }

    /// <summary>Makes a new store.</summary>
    /// <param name="path">The file to make.</param>
    /// <param name="schema">The name of the built-in schema: <c>ChatStorage</c>.</param>
    /// <param name="owner">What the store's own id is made of.</param>
    public static WorkingStore New(string path, string schema, string owner)
    {
        WorkingStore store = new(path);
        try
        {
            store.Database.Execute("PRAGMA page_size = 4096;" + Pragmas);
            store.Database.Execute("BEGIN");
            store.Database.Execute(Schema(schema));
            byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(schema + "\n" + owner));
            string id = new Guid(hash.AsSpan(0, 16), bigEndian: true).ToString().ToUpperInvariant();
            store.Database.Execute($"INSERT INTO Z_METADATA (Z_VERSION, Z_UUID, Z_PLIST) VALUES (1, '{id}', X'{MetadataWithoutHashes}')");
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Copies a quiet store, to add to it.</summary>
    public static WorkingStore CopyOf(string source, string path)
    {
        using (FileStream original = new(source, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0))
        using (FileStream copy = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            original.CopyTo(copy, 1 << 20);
        }

        SetJournalBytes(path, 1);
        WorkingStore store = new(path);
        try
        {
            store.Database.Execute(Pragmas);
            store.Database.Execute("BEGIN");
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>The text of a built-in schema.</summary>
    public static string Schema(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Schemas/WhatsApp/Ios/{name}.sql")
            ?? throw new InvalidOperationException($"The schema {name} is not built in.");
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>Closes the store, which becomes a database with a write-ahead log that is empty, as the app keeps it.</summary>
    public void Finish()
    {
        Database.Execute("COMMIT");
        Dispose();
        SetJournalBytes(_path, 2);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isOpen)
        {
            _isOpen = false;
            Database.Dispose();
        }
    }

    private static void SetJournalBytes(string path, byte version)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0);
        file.Position = JournalBytesOffset;
        file.Write([version, version]);
    }
}
