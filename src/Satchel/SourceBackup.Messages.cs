using System.Text;
using Satchel.Archive;
using Satchel.Capture;
using Satchel.Chats;
using Satchel.History;
using Satchel.Spool;
using Satchel.Vaults.Maps;

namespace Satchel;

/// <content>Messages, and the history and directory that they go into.</content>
internal sealed partial class SourceBackup
{
    private const long MessagesPerReport = 5000;

    private readonly HashSet<ulong> _attachmentPaths = [];
    private readonly HashSet<string> _covered = new(StringComparer.Ordinal);
    private HashSet<string>? _onlyChats;

    // Whether rows of a database tell what changed; a text does not.
    private bool _hasRows;

    private IChatReader? FindReader(CancellationToken cancellationToken)
    {
        try
        {
            IChatReader reader = _opened.Read(ReadAs(_identity.Account), cancellationToken);
            _messagesBroken |= _opened.LacksMessages;
            return reader;
        }
        catch (ChatFormatException e) when (e.Problem is not (ChatFormatProblem.KeyNeeded or ChatFormatProblem.WrongKey) && !_source.IsFile)
        {
            _messagesBroken = true;
            _findings.Name($"the messages cannot be read: {e.Message}");
            return null;
        }
    }

    private void ReadMessages(MessageSpool messages, CancellationToken cancellationToken)
    {
        if (FindReader(cancellationToken) is not IChatReader reader)
        {
            return;
        }

        ProgressMeter progress = new(_progress, "reading messages", "messages", MessagesPerReport);
        try
        {
            ChooseChats(reader, cancellationToken);
            foreach (Message message in reader.ReadMessages(cancellationToken))
            {
                if (!_hasRows)
                {
                    _covered.Add(message.ChatId);
                }

                if (IsChosen(message.ChatId, message.SentAtMillis))
                {
                    NoteAttachments(message);
                    messages.Add(message);
                    progress.Add(1);
                }
            }
        }
        catch (ChatFormatException e)
        {
            // What was read is kept, and nothing counts as gone.
            _messagesBroken = true;
            _findings.Name($"not every message can be read: {e.Message}");
        }
    }

    private void ReadChanges(MessageSpool messages, CancellationToken cancellationToken)
    {
        if (_changes is null)
        {
            return;
        }

        _directoryChanged = _changes.DirectoryChanged;
        _readEverything |= _changes.EverythingChanged;
        if (!_readEverything)
        {
            foreach (MessageChange change in _changes.Read(cancellationToken))
            {
                if (change.After is Message message)
                {
                    NoteAttachments(message);
                }

                messages.Add(change);
            }
        }

        if (_readEverything || messages.IsIncomplete)
        {
            _readEverything = _directoryChanged = true;
            messages.Clear();
            ReadMessages(messages, cancellationToken);
        }
    }

    private void NoteAttachments(Message message)
    {
        foreach (Attachment attachment in message.Attachments)
        {
            foreach (FileSlice slice in attachment.Slices)
            {
                _attachmentPaths.Add(FileMemory.HashOf(Encoding.UTF8.GetBytes(slice.Path)));
            }

            if (attachment.Path is string path)
            {
                _attachmentPaths.Add(FileMemory.HashOf(Encoding.UTF8.GetBytes(path)));
                if (!_options.NoMedia && ZipPath.TrySplit(path, out string zip, out _))
                {
                    _attachmentPaths.Add(FileMemory.HashOf(Encoding.UTF8.GetBytes(zip)));
                }
            }
        }
    }

    private void ChooseChats(IChatReader reader, CancellationToken cancellationToken)
    {
        if (_options.OnlyChats.Count == 0)
        {
            return;
        }

        _onlyChats = new HashSet<string>(StringComparer.Ordinal);
        HashSet<string> asked = [.. _options.OnlyChats];

        // A chat with one person has no title of its own; whoever asks for it gives what the app shows instead.
        asked.UnionWith([.. reader.ReadParticipants(cancellationToken)
            .Where(p => IsAsked(p.Name) || IsAsked(p.Alias) || IsAsked(p.Phone)).Select(p => p.Id)]);
        foreach (Chat chat in reader.ReadChats(cancellationToken))
        {
            if (asked.Contains(chat.Id) || IsAsked(chat.Title))
            {
                _onlyChats.Add(chat.Id);
            }
        }

        if (_onlyChats.Count == 0)
        {
            _findings.Warn("No chat has such an id or title, so no message was kept.");
        }

        bool IsAsked(string? name) => name is not null && asked.Contains(name);
    }

    private bool IsChosen(string chatId, long sentAtMillis) =>
        _onlyChats?.Contains(chatId) != false && (_options.Since is not DateTimeOffset since || sentAtMillis >= since.ToUnixTimeMilliseconds());

    private bool IsWanted(WalkedEntry entry)
    {
        bool isAttachment = (_options.IsPartial || _options.NoMedia) && _attachmentPaths.Contains(FileMemory.HashOf(entry.Key));
        return _options.NoMedia
            ? !_options.IsPartial && !isAttachment && !MediaFile.IsMedia(entry.Path)
            : !_options.IsPartial || isAttachment;
    }

    private async Task<(MapRoot? Root, HistoryCounts Counts)> WriteHistoryAsync(MapRoot? files, MessageSpool messages, CancellationToken cancellationToken)
    {
        SortedMap? previous = _previous is null ? null : _vault.OpenMap(_previous.History);
        if (!_readEverything && previous is not null && await IsAttachmentElsewhereAsync(previous, cancellationToken))
        {
            _readEverything = true;
            messages.Clear();
            ReadMessages(messages, cancellationToken);
        }

        SortedMap? resolving = _writer is not null && files is not null ? _writer.OpenMap(files) : _previousFiles;
        using SourceContents contents = new(_opened);
        AttachmentResolver resolver = new(resolving, contents, _options.NoMedia || _writer is null);
        PreviousRows rows = new(_previousDatabases, _vault.ReadChunkAsync);
        bool isUntouched = !_readEverything && messages.Count == 0 && previous is not null;
        MapEditor? editor = isUntouched ? null : _writer?.EditMap(MapKind.History, _previous?.History);
        using HistoryWriter writer = new(editor, previous, resolver, new ThumbnailKeeper(rows, _writer), _takenAtMillis, _previous?.TakenAtMillis ?? 0);
        if (_readEverything)
        {
            await writer.WriteAllAsync(messages, MayEnd, cancellationToken);
        }
        else
        {
            await writer.WriteChangesAsync(messages, cancellationToken);
            writer.Counts.Messages += _previous?.Counts?.Messages ?? 0;
            writer.Counts.Attachments += _previous?.Counts?.Attachments ?? 0;
        }

        Tell(messages, resolver);
        return (editor is null ? _previous?.History : await editor.CompleteAsync(cancellationToken), writer.Counts);
    }

    private void Tell(MessageSpool messages, AttachmentResolver resolver)
    {
        foreach (string warning in messages.Warnings)
        {
            _findings.Warn(warning);
        }

        if (resolver.Mismatches > 0)
        {
            _findings.Warn($"{resolver.Mismatches} attached files are not what the messages' database says of them; they are kept as they are.");
        }

        _findings.Name(resolver.Unreadable);
        foreach (string warning in _opened.Warnings)
        {
            _findings.Warn(warning);
        }
    }

    // A text export is of one chat: of the others it does not say that they are gone.
    private bool MayEnd(MapEntry version)
    {
        string chat = Encoding.UTF8.GetString(HistoryKey.Chat(version.Key.Span));
        return !_messagesBroken && (_hasRows || _covered.Contains(chat)) && IsChosen(chat, HistoryKey.SentAt(version.Key.Span));
    }

    // A file that came or went without a row that changed: some message may now have what it lacked, or lack what it had.
    private async Task<bool> IsAttachmentElsewhereAsync(SortedMap history, CancellationToken cancellationToken)
    {
        HashSet<ulong> files = [.. _files.Changed.Except(_attachmentPaths)];
        if (files.Count == 0 || _messagesBroken || _options.DryRun)
        {
            return false;
        }

        await foreach (IReadOnlyList<MapEntry> node in history.ReadNodesAsync(KeyRange.All, cancellationToken))
        {
            foreach (MapEntry entry in node)
            {
                if (AttachmentPaths.Names(entry, files))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private async Task<(MapRoot? Root, long Chats)> WriteDirectoryAsync(CancellationToken cancellationToken)
    {
        IChatReader? reader = _directoryChanged || _readEverything ? FindReader(cancellationToken) : null;
        if (reader is null && _previous is not null)
        {
            return (_previous.Directory, _previous.Counts?.Chats ?? 0);
        }

        SortedMap? previous = _previous is null ? null : _vault.OpenMap(_previous.Directory);
        MapEditor? editor = _writer?.EditMap(MapKind.Directory, _previous?.Directory);
        DirectoryWriter writer = new(editor, previous, _previous?.TakenAtMillis ?? 0);
        using SortedSpool entries = new(_scratch);
        if (reader is not null)
        {
            SpoolDirectory(reader, entries, cancellationToken);
        }

        await writer.WriteAsync(entries, !_options.IsPartial && !_messagesBroken && _hasRows, cancellationToken);
        return (editor is null ? _previous?.Directory : await editor.CompleteAsync(cancellationToken), writer.Chats);
    }

    private void SpoolDirectory(IChatReader reader, SortedSpool entries, CancellationToken cancellationToken)
    {
        using DirectoryCodec codec = new();
        Account account = reader.Account with { Id = _identity.Account };
        entries.Add(DirectoryCodec.Key(DirectoryCodec.AccountKey, account.Id), codec.Encode(account, _takenAtMillis).Span);
        foreach (Participant participant in reader.ReadParticipants(cancellationToken))
        {
            if (DirectoryCodec.Key(DirectoryCodec.ParticipantKey, participant.Id) is byte[] key)
            {
                entries.Add(key, codec.Encode(participant, _takenAtMillis).Span);
            }
        }

        foreach (Chat chat in reader.ReadChats(cancellationToken))
        {
            if (_onlyChats?.Contains(chat.Id) != false && DirectoryCodec.Key(DirectoryCodec.ChatKey, chat.Id) is byte[] key)
            {
                entries.Add(key, codec.Encode(chat, _takenAtMillis).Span);
            }
        }
    }
}
