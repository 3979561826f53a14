using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>Checks a finished store before it goes to its place: what is broken in it is not noticed on the phone until the app shows no history.</summary>
internal sealed class ChatStorageValidator : IDisposable
{
    private const int JournalBytesOffset = 18;

    private readonly string _path;
    private readonly string _where;
    private readonly SqliteDatabase _database;
    private readonly EntityNumbers _entities;
    private readonly AddedRows _added;
    private readonly Dictionary<long, ChatState> _chats = [];

    private ChatStorageValidator(string path, AddedRows added)
    {
        _path = path;
        _where = Path.GetFileName(path);
        _database = SqliteDatabase.OpenImmutable(path);
        _entities = new EntityNumbers(_database);
        _added = added;
    }

    /// <summary>Checks a store.</summary>
    /// <param name="path">The finished store.</param>
    /// <param name="added">Which of its rows were added.</param>
    /// <param name="before">The phone's own store, of which every row has to be there unchanged; null where there was none.</param>
    /// <exception cref="ChatFormatException"><see cref="ChatFormatProblem.Damaged"/>: a rule is broken, which it names.</exception>
    public static void Check(string path, AddedRows added, string? before)
    {
        using ChatStorageValidator validator = new(path, added);
        validator.CheckFile();
        validator.CheckNumbers();
        ChatStorageRules rules = new(validator._database, validator._entities, added);
        validator.CheckMessages(rules.OfMessage);
        validator.ReadPlaces();
        validator.CheckChats();
        foreach (StoreRule rule in rules.OfTables)
        {
            validator.Require(validator._database.ReadInteger(rule.Broken + " LIMIT 1") is null, rule.Name);
        }

        if (before is not null)
        {
            string? changed = KeptRows.FindChanged(path, before, validator._chats.Keys);
            validator.Require(changed is null, "kept-rows", changed);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();

    private void CheckFile()
    {
        Span<byte> journal = stackalloc byte[2];
        using (FileStream file = new(_path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0))
        {
            file.Position = JournalBytesOffset;
            file.ReadExactly(journal);
        }

        Require(journal is [2, 2] && !File.Exists(_path + "-wal") && !File.Exists(_path + "-shm") && !File.Exists(_path + "-journal"), "write-ahead-log");
        using SqliteStatement check = _database.Prepare("PRAGMA quick_check(1)");
        Require(check.Step() && check.Text(0) == "ok", "whole-database");
    }

    // The app gives the next row the number after the last that the store says was given.
    private void CheckNumbers()
    {
        using SqliteStatement statement = _database.Prepare("SELECT Z_NAME, Z_MAX FROM Z_PRIMARYKEY");
        while (statement.Step())
        {
            StoreTable table = new(_database, EntityNumbers.TableOf(statement.Text(0)));
            if (table.Has("Z_PK"))
            {
                long last = _database.ReadInteger($"SELECT max(Z_PK) FROM \"{table.Name}\"") ?? 0;
                Require(statement.Integer(1) >= last || !_added.IsTouched(statement.Text(0), last), "last-row");
            }
        }
    }

    // One pass finds whether any rule is broken; only then each is asked for by itself.
    private void CheckMessages(IReadOnlyList<StoreRule> rules)
    {
        string messages =
            $"""
            SELECT 1 FROM ZWAMESSAGE m
              LEFT JOIN ZWACHATSESSION s ON s.Z_PK = m.ZCHATSESSION
              LEFT JOIN ZWAGROUPMEMBER g ON g.Z_PK = m.ZGROUPMEMBER
              LEFT JOIN ZWAMEDIAITEM i ON i.Z_PK = m.ZMEDIAITEM
            WHERE m.Z_PK > {_added.LastMessage}
            """;
        if (_database.ReadInteger($"{messages} AND ({string.Join(" OR ", rules.Select(rule => $"({rule.Broken})"))}) LIMIT 1") is null)
        {
            return;
        }

        foreach (StoreRule rule in rules)
        {
            Require(_database.ReadInteger($"{messages} AND ({rule.Broken}) LIMIT 1") is null, rule.Name);
        }
    }

    private void ReadPlaces()
    {
        using SqliteStatement statement = _database.Prepare($"SELECT ZCHATSESSION, ZSORT, ZMESSAGEDATE FROM ZWAMESSAGE WHERE Z_PK > {_added.LastMessage} ORDER BY Z_PK");
        while (statement.Step())
        {
            long chat = statement.Integer(0);
            if (!_chats.TryGetValue(chat, out ChatState? state))
            {
                _chats[chat] = state = new ChatState();
            }

            double date = statement.Real(2);
            state.IsPlain &= statement.Integer(1) == state.Last + 1 && date >= state.LastDate;
            state.Last = statement.Integer(1);
            state.LastDate = date;
        }
    }

    private void CheckChats()
    {
        using SqliteStatement count = _database.Prepare("SELECT count(*), min(ZSORT), max(ZSORT) FROM ZWAMESSAGE WHERE ZCHATSESSION = ?1");
        using SqliteStatement places = _database.Prepare("SELECT ZSORT, ZMESSAGEDATE FROM ZWAMESSAGE WHERE ZCHATSESSION = ?1 ORDER BY ZSORT");
        using SqliteStatement newest = _database.Prepare(
            """
            SELECT s.ZMESSAGECOUNTER, m.ZSORT, m.ZLASTSESSION, m.ZCHATSESSION, m.ZMESSAGEDATE IS s.ZLASTMESSAGEDATE
            FROM ZWACHATSESSION s LEFT JOIN ZWAMESSAGE m ON m.Z_PK = s.ZLASTMESSAGE WHERE s.Z_PK = ?1
            """);
        foreach ((long chat, ChatState state) in _chats)
        {
            count.Bind(1, chat);
            count.Step();
            long messages = count.Integer(0);
            bool isFull = count.Integer(1) == 1 && count.Integer(2) == messages;
            count.Reset();
            Require(isFull && ((state.IsPlain && state.Last == messages) || IsInOrder(places, chat)), "sort-order");

            newest.Bind(1, chat);
            newest.Step();
            Require(newest.Integer(1) == messages && newest.Integer(3) == chat && newest.Integer(4) == 1, "last-message");
            Require(newest.Integer(2) == chat, "last-session");
            Require(newest.Integer(0) > messages, "message-counter");
            newest.Reset();
        }

        string pointed = $"SELECT 1 FROM ZWAMESSAGE WHERE ZLASTSESSION IS NOT NULL AND ZCHATSESSION IN (SELECT ZCHATSESSION FROM ZWAMESSAGE WHERE Z_PK > {_added.LastMessage}) GROUP BY ZCHATSESSION HAVING count(*) > 1";
        Require(_added.LastMessage == 0 || _database.ReadInteger(pointed + " LIMIT 1") is null, "last-session");
    }

    private static bool IsInOrder(SqliteStatement places, long chat)
    {
        places.Bind(1, chat);
        long place = 0;
        double before = double.NegativeInfinity;
        bool isInOrder = true;
        while (isInOrder && places.Step())
        {
            // A message of the phone's own without a time stands first.
            double date = places.IsNull(1) ? double.NegativeInfinity : places.Real(1);
            isInOrder = places.Integer(0) == ++place && date >= before;
            before = date;
        }

        places.Reset();
        return isInOrder;
    }

    private void Require(bool holds, string rule, string? detail = null)
    {
        if (!holds)
        {
            throw new ChatFormatException(ChatFormatProblem.Damaged, _where, $"the store that was made breaks the rule {rule}{(detail is null ? "" : $" ({detail})")}; it was thrown away");
        }
    }

    private sealed class ChatState
    {
        public long Last { get; set; }

        public double LastDate { get; set; } = double.NegativeInfinity;

        /// <summary>Whether its rows, in the order of their numbers, are its messages in their order.</summary>
        public bool IsPlain { get; set; } = true;
    }
}
