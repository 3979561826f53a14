namespace Satchel.Chats.Sqlite;

/// <summary>A database that can be read: a quiet plain file as it lies, or an encrypted one, decrypted page by page as it is read and never written out.</summary>
public abstract class SqliteFile
{
    private protected SqliteFile(string path) => Path = path;

    /// <summary>The file on disk.</summary>
    public string Path { get; }

    /// <summary>A plain file without a write-ahead log that nobody writes.</summary>
    public static SqliteFile Plain(string path) => new SqlitePlainFile(path);

    /// <summary>Opens its pages and rows.</summary>
    /// <exception cref="ChatFormatException">It is not a SQLite database, or its schema cannot be read.</exception>
    public SqliteImage OpenImage() => new(this);

    /// <summary>Opens it through SQLite, for reading.</summary>
    /// <exception cref="ChatFormatException">It cannot be opened as a database.</exception>
    public abstract SqliteDatabase OpenDatabase();

    /// <summary>Opens its bytes; each that opens them has its own.</summary>
    internal abstract ISqliteSource OpenSource();
}

/// <summary>A plain file.</summary>
internal sealed class SqlitePlainFile(string path) : SqliteFile(path)
{
    /// <inheritdoc/>
    public override SqliteDatabase OpenDatabase() => SqliteDatabase.OpenImmutable(Path);

    /// <inheritdoc/>
    internal override ISqliteSource OpenSource() => new SqlitePlainSource(Path);
}
