using Satchel.Chats.Apple;
using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>Writes a history into WhatsApp's store of an iPhone.</summary>
internal sealed partial class WhatsAppIosWriter : IChatWriter
{
    private const string StatusChat = "status@broadcast";

    private readonly WriterTarget _target;
    private readonly TargetStore? _into;
    private readonly bool _isBackup;
    private readonly string _work;
    private readonly WorkingStore _store;
    private readonly EntityNumbers _entities;
    private readonly AddedRows _added;
    private readonly StoreIndices? _indices;
    private readonly SessionDirectory _sessions;
    private readonly ExistingMessages _existing;
    private readonly MessageTables _tables;
    private readonly CallHistory? _calls;
    private readonly DraftComposer _composer;
    private readonly Dictionary<string, Participant> _people = new(StringComparer.Ordinal);
    private readonly HashSet<string> _warnings = new(StringComparer.Ordinal);
    private bool _isClosed;

    public WhatsAppIosWriter(WriterTarget target)
    {
        _target = target;
        _into = target.Into is { } into ? new TargetStore(into) : null;
        _isBackup = target.Container == IosBackups.ContainerName;

        // A plain store is moved into its place, a backup is made of it.
        _work = _isBackup ? Path.Join(target.ScratchFolder, $"satchel-ios-{Guid.NewGuid():N}") : Path.Join(target.Folder, ".satchel-unfinished");
        Directory.CreateDirectory(_work);
        try
        {
            string owner = target.Source.Id ?? "";
            _store = _into is null ? WorkingStore.New(WorkPath(IosNames.Messages), "ChatStorage", owner) : WorkingStore.CopyOf(_into.Messages, WorkPath(IosNames.Messages));
            SqliteDatabase database = _store.Database;
            StoreVersion.Check(database, IosNames.Messages, _warnings, target.Force);
            _entities = new EntityNumbers(database);
            _added = new AddedRows(_entities.LastRows());
            StoreConventions conventions = _into is null
                ? new StoreConventions()
                : StoreConventions.Of(database, new StoreTable(database, "ZWAMESSAGE"), new StoreTable(database, "ZWACHATSESSION"));
            StoreFillings fillings = new(_entities, conventions);
            _sessions = new SessionDirectory(database, _entities, conventions, fillings, ReadPeople(database), target.Source.Id);
            _existing = _into is null ? ExistingMessages.None : ExistingMessages.Of(database, _sessions.Doubles);
            _indices = _into is null ? null : StoreIndices.SetAside(database);
            _tables = new MessageTables(database, _entities, conventions, fillings);
            _calls = OpenCalls(owner);
            _composer = new DraftComposer(target, _sessions, conventions, new MediaFolder(_work, target.WithoutContents), _calls);
        }
        catch
        {
            Dispose();
            throw;
        }

        if (_into is null)
        {
            _warnings.Add("the store was built without the phone's own: an app may refuse it; a backup of the phone with WhatsApp set up, given with --into, is safer");
        }

        if (_isBackup && _into?.Base.Files is null)
        {
            _warnings.Add(BackupOutput.NewBackupWarning);
        }

        if (target.Source.Id is null)
        {
            _warnings.Add("nobody knows whose history it is: the owner's own reactions, votes and statuses may stand under nobody");
        }
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Warnings => _warnings;

    /// <inheritdoc/>
    public void Add(Participant participant)
    {
        _people[participant.Id] = participant;
        if ((participant.Alias ?? participant.Name) is { Length: > 0 } name)
        {
            _sessions.Names[participant.Id] = name;
        }
    }

    /// <inheritdoc/>
    public void Add(Chat chat) => _sessions.Add(chat);

    /// <inheritdoc/>
    public async ValueTask<WriteOutcome> AddAsync(Message message, IAttachmentContents contents, CancellationToken cancellationToken)
    {
        string? chatId = message.ChatId == StatusChat ? StatusIdOf(message) : message.ChatId;
        if (chatId is null || _sessions.Get(chatId) is not { } session)
        {
            _target.Losses.Add(message.Kind, chatId is null ? IosLosses.StatusWithoutSender : IosLosses.ChatWithoutNumber);
            return WriteOutcome.Lost;
        }

        string stanzaId = StanzaIds.Of(session, message);
        if (_existing.Has(session, stanzaId))
        {
            return WriteOutcome.AlreadyThere;
        }

        if (!await _composer.ComposeAsync(session, message, stanzaId, contents, cancellationToken))
        {
            return WriteOutcome.Lost;
        }

        if (message.Kind == MessageKind.System && _existing.HasEvent(session, message.SentAtMillis, _composer.Draft))
        {
            return WriteOutcome.AlreadyThere;
        }

        _tables.Add(session, message, stanzaId, _composer.Draft);
        return WriteOutcome.Written;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        if (Directory.Exists(_work))
        {
            Directory.Delete(_work, recursive: true);
        }
    }

    // An iPhone keeps each person's status updates as a chat of their own.
    private string? StatusIdOf(Message message)
    {
        string? sender = message.SenderId ?? (message.Outgoing == true ? _target.Source.Id : null);
        int at = sender?.IndexOf('@', StringComparison.Ordinal) ?? -1;
        return at <= 0 ? null : string.Concat(sender.AsSpan(0, at), Jid.ServerOf(sender!) is "lid" ? "@lid.status" : "@status");
    }

    private IosPeople ReadPeople(SqliteDatabase messages)
    {
        IosPeople people = new();
        people.ReadLids(new ChatStorageSchema(messages));
        foreach (string name in (string[])[IosNames.Lids, IosNames.Contacts])
        {
            if (_into?.Beside(name) is { } path)
            {
                using SqliteDatabase database = SqliteDatabase.OpenImmutable(path);
                people.ReadLids(new ChatStorageSchema(database));
            }
        }

        return people;
    }

    private CallHistory? OpenCalls(string owner)
    {
        if (_into is null)
        {
            return new CallHistory(WorkingStore.New(WorkPath(IosNames.Calls), "CallHistory", owner));
        }

        return _into.Beside(IosNames.Calls) is { } path ? new CallHistory(WorkingStore.CopyOf(path, WorkPath(IosNames.Calls))) : null;
    }

    private string WorkPath(string name) => Path.Join(_work, name);

    // Also of a writer whose making failed half-way.
    private void Close()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        _existing?.Dispose();
        _tables?.Dispose();
        _sessions?.Dispose();
        _calls?.Dispose();
        _store?.Dispose();
    }
}
