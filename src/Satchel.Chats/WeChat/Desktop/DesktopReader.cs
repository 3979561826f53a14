using Satchel.Chats.Sqlite;
using Satchel.Chats.WeChat.Payloads;
using Satchel.Chats.WhatsApp;

namespace Satchel.Chats.WeChat.Desktop;

/// <summary>Reads an account of the desktop app, in whichever layout; see docs/formats/wechat-desktop.md.</summary>
internal sealed partial class DesktopReader : IChatReader
{
    // Enough for a cursor's path through its table; sorts and tables of our own that do not fit go to temporary files.
    private const string Pragmas = "PRAGMA trusted_schema = OFF; PRAGMA cache_size = -4096; PRAGMA temp_store = FILE; PRAGMA mmap_size = 0;";
    private const int RowsPerLook = 0x3FF;

    private readonly DesktopStore _store;
    private readonly ReaderWarnings _openWarnings = new();
    private readonly ReaderWarnings _warnings = new();
    private readonly Dictionary<string, SqliteDatabase> _open = new(StringComparer.Ordinal);

    /// <summary>Opens a reader.</summary>
    /// <param name="generation">The layout.</param>
    /// <param name="source">The source.</param>
    /// <param name="databases">Its opened databases.</param>
    /// <param name="options">What the person said.</param>
    public DesktopReader(DesktopGeneration generation, ChatSource source, IReadOnlyDictionary<string, OpenedDatabase> databases, ReaderOptions options)
    {
        try
        {
            foreach (SourceDatabase database in source.Databases)
            {
                if (DesktopNames.PartOf(generation, database.Path) != DesktopPart.Other && databases.TryGetValue(database.Path, out OpenedDatabase? opened))
                {
                    Open(database.Path, opened);
                }
            }

            string? root = source.IsFile ? null : source.Root;
            DesktopFiles files = new(root, options.Keys, generation == DesktopGeneration.Four ? $"{DesktopNames.FourFiles}/attach" : DesktopNames.WindowsFiles);
            _store = generation switch
            {
                DesktopGeneration.WindowsThree => new WindowsStore(_open, files, _openWarnings),
                DesktopGeneration.MacThree => new MacStore(_open, files, _openWarnings),
                _ => new FourStore(_open, files, _openWarnings),
            };
            if (!_store.Tables.Any())
            {
                throw new ChatFormatException(ChatFormatProblem.NotThisFormat, source.Root, "has no table of messages that is known of WeChat on computers");
            }

            _store.Load(options.AccountId ?? source.AccountId, root is null ? "" : Path.GetFileName(root));
            Account = new Account("wechat", "desktop", _store.OwnerId, _store.OwnerId is { } owner ? _store.People.NameOf(owner) : null);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Account Account { get; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Warnings => [.. _openWarnings.Lines, .. _warnings.Lines];

    /// <inheritdoc/>
    public IEnumerable<Message> ReadMessages(CancellationToken cancellationToken)
    {
        _warnings.Clear();
        HashSet<string> people = new(StringComparer.Ordinal);
        foreach (MessageTable table in _store.Tables)
        {
            foreach ((_, Message message) in Read(table, wantedOnly: false, cancellationToken))
            {
                MessagePeople.AddTo(people, message);
                yield return message;
            }
        }

        _namedInMessages = people;
    }

    /// <inheritdoc/>
    public IMessageChanges TrackChanges(IRowLookup previous)
    {
        Dictionary<string, RowFields> fields = new(StringComparer.Ordinal);
        foreach ((string path, SqliteDatabase database) in _open)
        {
            fields[path] = new RowFields(database, previous, path);
        }

        return new DesktopChanges(this, _store, fields, previous);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _store?.Dispose();
        foreach (SqliteDatabase database in _open.Values)
        {
            database.Dispose();
        }
    }

    /// <summary>The message of a row, with its files.</summary>
    internal Message Compose(MessageTable table, DesktopRow row)
    {
        PayloadContent content = PayloadReader.Read(row.Row);
        return WeChatComposer.Compose(row.Row, content, _store.FindFiles(table, row, content));
    }

    /// <summary>Reads the messages whose rows stand in the temporary table <c>wanted</c> of their database, or all of a table.</summary>
    internal IEnumerable<(long RowId, Message Message)> Read(MessageTable table, bool wantedOnly, CancellationToken cancellationToken)
    {
        using SideCursor rows = Open(table, wantedOnly);
        StatementCells cells = new();
        int count = 0;
        while (rows.StepNext() is var rowId and not long.MaxValue)
        {
            if ((++count & RowsPerLook) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            cells.Statement = rows.Row;
            if (_store.Read(table, rowId, cells) is { } row)
            {
                yield return (rowId, Compose(table, row));
            }
            else
            {
                _warnings.Add("a message names no chat and was left out");
            }
        }
    }

    private SideCursor Open(MessageTable table, bool wantedOnly)
    {
        try
        {
            SqliteStatement statement = table.Prepare(wantedOnly ? "t.rowid IN (SELECT id FROM temp.wanted)" : "1");
            return new SideCursor(statement, "messages", _warnings, wantedOnly ? null : after => After(table, after));
        }
        catch (ChatFormatException failure)
        {
            _warnings.Add($"a table of messages could not be read: {failure.Problem}");
            return new SideCursor(null, "messages", _warnings);
        }
    }

    private static SqliteStatement After(MessageTable table, long row)
    {
        SqliteStatement statement = table.Prepare("t.rowid > ?1");
        statement.Bind(1, row);
        return statement;
    }

    // One database that does not open does not keep the others from being read.
    private void Open(string path, OpenedDatabase opened)
    {
        try
        {
            SqliteDatabase database = opened.File.OpenDatabase();
            try
            {
                database.Execute(Pragmas);
                _ = database.ReadInteger("SELECT count(*) FROM sqlite_schema");
                _open[path] = database;
            }
            catch
            {
                database.Dispose();
                throw;
            }
        }
        catch (ChatFormatException failure)
        {
            _openWarnings.Add($"a database could not be opened: {failure.Problem}");
        }
    }
}
