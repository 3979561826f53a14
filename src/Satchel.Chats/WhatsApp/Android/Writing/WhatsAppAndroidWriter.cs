namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <summary>
/// Writes a WhatsApp folder: <c>Databases/msgstore.db</c>, or a copy of the target phone's own with the messages that it lacks, encrypted where asked
/// for, and <c>Media</c>. See docs/formats/whatsapp-android-writing.md.
/// </summary>
internal sealed partial class WhatsAppAndroidWriter : IChatWriter
{
    private readonly WriterTarget _target;
    private readonly OutputFiles _output;
    private readonly List<string> _warnings = [];
    private readonly List<IDisposable> _parts = [];
    private readonly Dictionary<string, int> _sameNow = new(StringComparer.Ordinal);
    private readonly TargetStore _store;
    private readonly TargetJids _jids;
    private readonly TargetChats _chats;
    private readonly KnownMessages _known;
    private readonly KnownEvents? _knownEvents;
    private readonly MessageWriter _messages;
    private readonly MediaFolder _media;
    private readonly ContactsFile? _contacts;
    private readonly long _lastOldRow;
    private readonly long _oldMessages;
    private long _nowMillis = long.MinValue;

    private WhatsAppAndroidWriter(WriterTarget target, OutputFiles output)
    {
        _target = target;
        _output = Own(output);
        try
        {
            string? product = target.Into?.Source.Edition == "business" ? "WhatsApp Business" : "WhatsApp";
            _store = Own(OpenStore(target, output));
            _lastOldRow = _store.LastRow("message");
            _oldMessages = _store.Database.ReadInteger("SELECT count(*) FROM message") ?? 0;
            _jids = Own(new TargetJids(_store));
            string? account = target.Source.Id is null ? null : _jids.Resolve(target.Source.Id);
            _chats = Own(new TargetChats(_store, _jids, account));
            _known = Own(new KnownMessages(_store));
            _knownEvents = _store.IsNew ? null : Own(new KnownEvents(_store, _jids));
            _messages = Own(new MessageWriter(_store, _jids, AddOnFlags.Of(_store), target.Losses, target.Source));
            _media = Own(new MediaFolder(_store, output.Root, product, target.WithoutContents, target.Losses));
            _contacts = output.IsSealed ? null : Own(new ContactsFile(output.ContactsPath, ContactsOf(target)));
            Warn();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Warnings => _warnings;

    /// <summary>Begins a store.</summary>
    public static WhatsAppAndroidWriter Open(WriterTarget target)
    {
        OutputFiles output = new(target);
        return new WhatsAppAndroidWriter(target, output);
    }

    /// <inheritdoc/>
    public void Add(Participant participant)
    {
        _ = _jids.Row(participant.Id);
        if (Jid.IsPerson(participant.Id) && (participant.Alias ?? participant.Name ?? participant.Phone) is not null && participant.Id != _target.Source.Id)
        {
            _contacts?.Add(participant.Id, participant.Alias ?? participant.Name, participant.Phone);
        }
    }

    /// <inheritdoc/>
    public void Add(Chat chat)
    {
        _chats.Add(chat);
        if (chat.Kind == ChatKind.Direct && chat.Title is not null && Jid.IsPerson(chat.Id))
        {
            _contacts?.Add(chat.Id, chat.Title, Jid.PhoneOf(chat.Id));
        }
    }

    /// <inheritdoc/>
    public ValueTask<WriteOutcome> AddAsync(Message message, IAttachmentContents contents, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TargetChat chat = _chats.Get(message.ChatId);
        bool fromMe = _messages.IsFromMe(message);
        string key = message.NativeId is { Length: > 0 } native ? native : MakeKey(message);
        if ((message.Kind == MessageKind.Call && _known.HasCall(key)) || _knownEvents?.Has(chat, message) == true || !_known.TryTake(chat, key))
        {
            return ValueTask.FromResult(WriteOutcome.AlreadyThere);
        }

        RawFacts raw = RawFacts.Of(message.Raw);
        int? type = MessageForm.TypeOf(message, raw, _target.Source.Platform, _target.Losses);
        if (type is null)
        {
            raw.Dispose();
            return ValueTask.FromResult(WriteOutcome.Lost);
        }

        if (message.Outgoing is null && message.Kind != MessageKind.System)
        {
            _target.Losses.Add(message.Kind, AndroidLosses.OwnerUnknown);
        }

        MessageDraft draft = new(message, chat, raw) { Row = _store.NextRow("message"), Key = key, FromMe = fromMe, Type = type.Value };
        if (message.Attachments.Count > 0)
        {
            return AddWithFilesAsync(draft, contents, cancellationToken);
        }

        Write(draft);
        return ValueTask.FromResult(WriteOutcome.Written);
    }

    /// <inheritdoc/>
    public ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        FinishRows();
        MsgstoreValidator.Check(_store, new WrittenRows(_store.IsNew, _oldMessages, _store.LastOldRow, [.. _chats.All.Where(chat => chat.Written > 0).Distinct().Select(chat => (chat.Row, chat.IsNew))]), _target.WithoutContents ? null : _output.Root);
        _known.Complete();
        _store.Commit();
        _parts.Remove(_output);
        CloseStore();
        using (_output)
        {
            if (!_target.WithoutContents)
            {
                _output.Publish(cancellationToken);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose() => CloseStore();

    private async ValueTask<WriteOutcome> AddWithFilesAsync(MessageDraft draft, IAttachmentContents contents, CancellationToken cancellationToken)
    {
        draft.Media = await _media.StoreAsync(draft.Message, draft.FromMe, contents, cancellationToken).ConfigureAwait(false);
        Write(draft);
        return WriteOutcome.Written;
    }

    private void Write(MessageDraft draft)
    {
        _messages.Write(draft);
        TargetChat chat = draft.Chat;
        chat.NeedsOrder |= draft.Message.SentAtMillis < chat.NewestMillis;
        chat.NewestMillis = Math.Max(chat.NewestMillis, draft.Message.SentAtMillis);
        chat.Written++;
        if (draft.Raw != RawFacts.None)
        {
            draft.Raw.Dispose();
        }
    }

    private void FinishRows()
    {
        if (_store.IsNew)
        {
            _store.WriteProperty("user_push_name", _target.Source.Name);
            _store.BeginNumbering();
            _store.Database.Execute(WhatsAppAndroidSchema.KeyIndex);
        }

        QuotedOriginals.Copy(_store, _lastOldRow, _target.Source.Id is null);
        ChatOrder.Restore(_store, _chats.All.Distinct(), _lastOldRow);
        if (_store.IsNew)
        {
            _store.Database.Execute(WhatsAppAndroidSchema.After);
        }

        using (ChatPointers pointers = new(_store))
        {
            foreach (TargetChat chat in _chats.All.Distinct())
            {
                if (chat.Written > 0)
                {
                    pointers.Update(chat, _lastOldRow);
                }
            }
        }

        _contacts?.Complete();
    }

    private void CloseStore()
    {
        for (int i = _parts.Count - 1; i >= 0; i--)
        {
            _parts[i].Dispose();
        }

        _parts.Clear();
    }

    // The same for the same message each time, so that writing it again adds nothing; two alike of one moment are told apart by their place.
    private string MakeKey(Message message)
    {
        if (message.SentAtMillis != _nowMillis)
        {
            _nowMillis = message.SentAtMillis;
            _sameNow.Clear();
        }

        string file = message.Attachments.Count > 0 ? message.Attachments[0].Name ?? "" : "";
        string about = $"{message.ChatId}\n{message.SentAtMillis}\n{message.SenderId}\n{message.Kind}\n{file}\n{message.Text}";
        int place = _sameNow.GetValueOrDefault(about);
        _sameNow[about] = place + 1;
        return KnownMessages.MakeKey($"{about}\n{place}");
    }

    private void Warn()
    {
        if (_target.Into is null)
        {
            _warnings.Add("the store was built from Satchel's own tables; starting from the target phone's own (--into) is safer, because it is exactly what its version of WhatsApp expects");
        }

        if (_target.Source.Id is null)
        {
            _warnings.Add("the owner's number is not known, so that own replies and reactions may stand under nobody's name; --account gives it");
        }

        if (_output.IsSealed)
        {
            _warnings.Add("an encrypted backup holds no names of contacts; WhatsApp takes them from the phone's address book");
        }
    }

    private T Own<T>(T part)
        where T : IDisposable
    {
        _parts.Add(part);
        return part;
    }

    private static TargetStore OpenStore(WriterTarget target, OutputFiles output)
    {
        if (target.Into is not { } into)
        {
            return TargetStore.Create(output.MessagesPath);
        }

        SourceDatabase messages = into.Source.Databases.FirstOrDefault(database => database.Role == DatabaseRole.Messages)
            ?? throw new ChatFormatException(ChatFormatProblem.NotThisFormat, into.Source.Root, "holds no database of messages");
        if (into.Source.Format.App != "whatsapp" || into.Source.Format.Platform != "android")
        {
            throw new ChatFormatException(ChatFormatProblem.NotThisFormat, into.Source.Root, "is not a WhatsApp store of an Android phone");
        }

        if (!into.Databases.TryGetValue(messages.Path, out OpenedDatabase? opened))
        {
            throw new ChatFormatException(ChatFormatProblem.BrokenReference, messages.Path, "the messages' database could not be opened");
        }

        File.Copy(opened.File.Path, output.MessagesPath);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(output.MessagesPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);   // a copy of what may be read only is written to
        }

        return TargetStore.Open(output.MessagesPath, messages.Path, target.Force);
    }

    private static string? ContactsOf(WriterTarget target)
    {
        SourceDatabase? contacts = target.Into?.Source.Databases.FirstOrDefault(database => database.Role == DatabaseRole.Contacts);
        return contacts is not null && target.Into!.Databases.TryGetValue(contacts.Path, out OpenedDatabase? opened) ? opened.File.Path : null;
    }
}
