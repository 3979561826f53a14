using Satchel.Chats.Native;

namespace Satchel.Chats.Sqlite;

/// <summary>
/// The pages of a quiet SQLite file (no write-ahead log, nobody writing), read without SQLite: which pages changed, which
/// rows a page holds, and the records exactly as they are stored. One thread at a time, but for <see cref="HashPages(Action{uint, ReadOnlyMemory{UInt128}})"/>.
/// </summary>
public sealed partial class SqliteImage : IDisposable
{
    private const int HashBatchBytes = 1024 * 1024;

    private readonly SqliteFile _file;
    private readonly SqlitePages _pages;
    private readonly SqliteRecordAssembler _assembler;
    private readonly SqliteTreePage _leaf;
    private IReadOnlyList<SqliteTable>? _tables;

    internal SqliteImage(SqliteFile file)
    {
        _file = file;
        ISqliteSource source = file.OpenSource();
        try
        {
            _pages = new SqlitePages(source);
            _assembler = new SqliteRecordAssembler(_pages);
            _leaf = new SqliteTreePage(_pages);
            Schema = ReadSchema();
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>What the file's header says.</summary>
    public SqliteHeader Header => _pages.Header;

    /// <summary>The rows of sqlite_schema in the order of their rowids.</summary>
    public IReadOnlyList<SqliteSchemaEntry> Schema { get; }

    /// <summary>Every table that has a b-tree, in the order of the schema; sqlite_schema itself is not among them.</summary>
    /// <exception cref="ChatFormatException">SQLite does not understand the schema.</exception>
    public IReadOnlyList<SqliteTable> Tables => _tables ??= SqliteCatalog.ReadTables(_file, Schema);

    /// <summary>Opens a file.</summary>
    /// <exception cref="ChatFormatException">It is not a SQLite database, or its schema cannot be read.</exception>
    public static SqliteImage Open(string path) => SqliteFile.Plain(path).OpenImage();

    /// <summary>Whether a write-ahead log lies beside a database and holds anything.</summary>
    public static bool HasWal(string path) => SqliteWal.IsThere(path + "-wal");

    /// <summary>Copies a database with the committed changes of its write-ahead log applied.</summary>
    /// <exception cref="ChatFormatException">The log is of a database with other pages.</exception>
    public static void FoldWal(string databasePath, string walPath, string outputPath) => SqliteWal.Fold(databasePath, walPath, outputPath);

    /// <summary>Whether a rollback journal of an unfinished transaction lies beside a database: its pages are then not to be read as they are.</summary>
    public static bool HasHotJournal(string path) => SqliteJournal.IsHot(path);

    /// <summary>Copies a database with the unfinished transaction of its rollback journal taken back.</summary>
    /// <exception cref="ChatFormatException">SQLite cannot take it back.</exception>
    public static void RollBackJournal(string databasePath, string outputPath) => SqliteJournal.RollBack(databasePath, outputPath);

    /// <summary>
    /// Hashes every page as it is stored (XXH3-128), in batches: the number of the first page, and the hashes, good until the call
    /// returns. Reads the file from start to end past the cache. May run beside other calls.
    /// </summary>
    public void HashPages(Action<uint, ReadOnlyMemory<UInt128>> batch)
    {
        int pageSize = _pages.PageSize;
        byte[] buffer = GC.AllocateUninitializedArray<byte>(HashBatchBytes);
        UInt128[] hashes = new UInt128[HashBatchBytes / pageSize];
        uint page = 1;
        while (page <= _pages.PageCount)
        {
            int count = (int)Math.Min((uint)hashes.Length, _pages.PageCount - page + 1);
            Span<byte> bytes = buffer.AsSpan(0, count * pageSize);
            if (_pages.ReadStored(bytes, (page - 1L) * pageSize) < bytes.Length)
            {
                throw new ChatFormatException(ChatFormatProblem.Truncated, _pages.Name, "became shorter while it was read.");
            }

            for (int i = 0; i < count; i++)
            {
                hashes[i] = XxHash3Library.Hash(bytes.Slice(i * pageSize, pageSize));
            }

            batch(page, hashes.AsMemory(0, count));
            page += (uint)count;
        }
    }

    /// <summary>Hashes every page; the hash of page n is at n - 1.</summary>
    public UInt128[] HashPages()
    {
        UInt128[] all = new UInt128[_pages.PageCount];
        HashPages((first, hashes) => hashes.CopyTo(all.AsMemory((int)first - 1)));
        return all;
    }

    /// <inheritdoc/>
    public void Dispose() => _pages.Dispose();
}
