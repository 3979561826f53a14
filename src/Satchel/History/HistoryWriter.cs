using Satchel.Chats;
using Satchel.Spool;
using Satchel.Vaults;
using Satchel.Vaults.Maps;

namespace Satchel.History;

/// <summary>
/// Brings a history up to date: a message that changed gets a further version and the one before ends, a message that went ends, and
/// nothing is ever taken out (docs/format.md, 10.3). For one thread.
/// </summary>
internal sealed class HistoryWriter : IDisposable
{
    private readonly MapEditor? _editor;
    private readonly SortedMap? _previous;
    private readonly AttachmentResolver _resolver;
    private readonly ThumbnailKeeper _thumbnails;
    private readonly long _takenAtMillis;
    private readonly long _previousMillis;
    private readonly RecordCodec _codec = new();
    private readonly RecordCodec _comparing = new();
    private readonly RecordWriter _closed = new();

    /// <param name="editor">Edits the history on the basis of the one before; null in a dry run.</param>
    /// <param name="previous">The history before; null at first.</param>
    /// <param name="resolver">Completes attachments.</param>
    /// <param name="thumbnails">Keeps the content of cells.</param>
    /// <param name="takenAtMillis">The time of the snapshot that is made.</param>
    /// <param name="previousMillis">The time of the one before.</param>
    public HistoryWriter(
        MapEditor? editor, SortedMap? previous, AttachmentResolver resolver, ThumbnailKeeper thumbnails, long takenAtMillis, long previousMillis)
    {
        _editor = editor;
        _previous = previous;
        _resolver = resolver;
        _thumbnails = thumbnails;
        _takenAtMillis = takenAtMillis;
        _previousMillis = previousMillis;
    }

    /// <summary>What was counted. <see cref="HistoryCounts.Messages"/> and attachments count the entries that were given, or the difference they make.</summary>
    public HistoryCounts Counts { get; } = new();

    /// <summary>Writes every message of the source, compared with the whole history before.</summary>
    /// <param name="messages">All messages.</param>
    /// <param name="mayEnd">Whether a message of the history before, which is not among them, is gone from the source.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    public async Task WriteAllAsync(MessageSpool messages, Func<MapEntry, bool> mayEnd, CancellationToken cancellationToken)
    {
        await using VersionCursor versions = new(_previous);
        await versions.NextAsync(cancellationToken);
        foreach (SpoolEntry entry in Distinct(messages.Read()))
        {
            while (versions.Current is { } older && older.Stem.Span.SequenceCompareTo(entry.Key.Span) < 0)
            {
                await EndAsync(older, mayEnd, cancellationToken);
                await versions.NextAsync(cancellationToken);
            }

            bool isKnown = versions.Current is { } known && known.Stem.Span.SequenceEqual(entry.Key.Span);
            await PutAsync(entry, isKnown ? versions.Current : null, cancellationToken);
            if (isKnown)
            {
                await versions.NextAsync(cancellationToken);
            }
        }

        while (versions.Current is { } rest)
        {
            await EndAsync(rest, mayEnd, cancellationToken);
            await versions.NextAsync(cancellationToken);
        }
    }

    /// <summary>Writes the messages that changed.</summary>
    public async Task WriteChangesAsync(MessageSpool changes, CancellationToken cancellationToken)
    {
        foreach (SpoolEntry entry in Distinct(changes.Read()))
        {
            MessageVersions? versions = await FindAsync(entry.Key, cancellationToken);
            byte flags = entry.Payload.Span[0];
            if ((flags & MessageSpool.IsGone) == 0)
            {
                await PutAsync(entry, versions, cancellationToken);
            }
            else if (versions is { IsOpen: true } shown)
            {
                await CloseAsync(shown.Last, null, cancellationToken);
                Counts.Removed += (flags & MessageSpool.IsMoved) == 0 ? 1 : 0;
                Counts.Messages--;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _codec.Dispose();
        _comparing.Dispose();
    }

    // What has one key is one message; where a message both went and came, it is there.
    private static IEnumerable<SpoolEntry> Distinct(IEnumerable<SpoolEntry> entries)
    {
        HeldEntry waiting = new();
        HeldEntry given = new();
        bool any = false;
        foreach (SpoolEntry entry in entries)
        {
            if (any && waiting.Entry.Key.Span.SequenceEqual(entry.Key.Span))
            {
                int order = Rank(entry).CompareTo(Rank(waiting.Entry));
                if (order > 0 || (order == 0 && entry.Payload.Span.SequenceCompareTo(waiting.Entry.Payload.Span) < 0))
                {
                    waiting.Hold(entry);
                }

                continue;
            }

            // What is given out stays as it is while the next one waits.
            (waiting, given) = (given, waiting);
            waiting.Hold(entry);
            if (any)
            {
                yield return given.Entry;
            }

            any = true;
        }

        if (any)
        {
            yield return waiting.Entry;
        }

        static int Rank(SpoolEntry entry) => (entry.Payload.Span[0] & MessageSpool.IsGone) == 0 ? 1 : 0;
    }

    private async ValueTask PutAsync(SpoolEntry entry, MessageVersions? versions, CancellationToken cancellationToken)
    {
        (ReadOnlyMemory<byte> record, int attachments) = await ResolveAsync(entry, versions, cancellationToken);
        byte flags = entry.Payload.Span[0];
        Counts.Attachments += attachments;
        if (versions is not { IsOpen: true } shown)
        {
            Counts.New += (flags & MessageSpool.IsMoved) == 0 ? 1 : 0;
            Counts.Changed += (flags & MessageSpool.IsMoved) != 0 ? 1 : 0;
            Counts.Messages++;
            await PutVersionAsync(entry.Key, versions is { } ended ? ended.LastVersion + 1 : 0, record, cancellationToken);
            return;
        }

        bool isTouched = (flags & MessageSpool.IsTouched) != 0;
        Counts.Messages += isTouched ? 0 : 1;
        Counts.Attachments -= isTouched ? CountAttachments(shown.Last) : 0;
        if (HistoryRecord.SaysTheSame(shown.Last.Record.Span, record.Span) || IsSameButForThumbnails(shown.Last, entry.Key, record))
        {
            Counts.Changed += isTouched ? 1 : 0;
            return;
        }

        Counts.Changed++;
        ReadOnlyMemory<byte> kept = record.ToArray();   // closing encodes as well
        await CloseAsync(shown.Last, kept, cancellationToken);
        await PutVersionAsync(entry.Key, shown.LastVersion + 1, kept, cancellationToken);
    }

    // A history that stayed when its snapshot was forgotten has as chunks what the source has in cells; an older version of this program did not hash cells.
    private bool IsSameButForThumbnails(MapEntry shown, ReadOnlyMemory<byte> stem, ReadOnlyMemory<byte> record)
    {
        if (record.Span.IndexOf("\"rowid\":"u8) < 0 || (shown.Record.Span.IndexOf("\"chunk\":"u8) < 0 && shown.Record.Span.IndexOf("\"rowid\":"u8) < 0))
        {
            return false;
        }

        Message before = RecordCodec.Decode(shown.Key.Span, shown.Record.Span).Message;
        Message now = RecordCodec.Decode(HistoryKey.WithVersion(stem.Span, 0), record.Span).Message;
        if (before.Attachments.Count != now.Attachments.Count)
        {
            return false;
        }

        List<Attachment> kept = [.. now.Attachments.Zip(before.Attachments, AsBefore)];
        return HistoryRecord.SaysTheSame(shown.Record.Span, _comparing.Encode(now with { Attachments = kept }, _takenAtMillis).Span);
    }

    private static Attachment AsBefore(Attachment now, Attachment before)
    {
        if (now.Cell is null)
        {
            return now;
        }

        if (AttachmentContent.IsChunk(before))
        {
            return now with { Cell = null, Sha256 = before.Sha256, LengthBytes = before.LengthBytes, IsThumbnail = before.IsThumbnail };
        }

        return before is { Cell: not null, Sha256: null } ? now with { Sha256 = null, LengthBytes = before.LengthBytes } : now;
    }

    private async ValueTask<(ReadOnlyMemory<byte> Record, int Attachments)> ResolveAsync(
        SpoolEntry entry, MessageVersions? versions, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> record = entry.Payload[1..];
        if ((entry.Payload.Span[0] & MessageSpool.HasAttachments) == 0)
        {
            return (record, 0);
        }

        StoredMessage stored = RecordCodec.Decode(HistoryKey.WithVersion(entry.Key.Span, 0), record.Span);
        bool wasDecoded = versions is { } known && known.Last.Record.Span.IndexOf("\"stored\":"u8) >= 0;
        IReadOnlyList<Attachment> before = wasDecoded ? RecordCodec.Decode(versions!.Value.Last.Key.Span, versions.Value.Last.Record.Span).Message.Attachments : [];
        Message resolved = await _resolver.ResolveAsync(stored.Message, before, cancellationToken);
        return (_codec.Encode(resolved, _takenAtMillis), resolved.Attachments.Count);
    }

    private async ValueTask PutVersionAsync(ReadOnlyMemory<byte> stem, int version, ReadOnlyMemory<byte> record, CancellationToken cancellationToken)
    {
        // After 65,536 versions the last one is written again.
        byte[] key = HistoryKey.WithVersion(stem.Span, Math.Min(version, ushort.MaxValue));
        if (_editor is not null)
        {
            await _editor.PutAsync(key, record, cancellationToken);
        }
    }

    private async ValueTask EndAsync(MessageVersions versions, Func<MapEntry, bool> mayEnd, CancellationToken cancellationToken)
    {
        if (!versions.IsOpen)
        {
            return;
        }

        if (!mayEnd(versions.Last))
        {
            Counts.Messages++;
            Counts.Attachments += CountAttachments(versions.Last);
            return;
        }

        await CloseAsync(versions.Last, null, cancellationToken);
        Counts.Removed++;
    }

    // A version that was recalled keeps what it said, and is told when.
    private async ValueTask CloseAsync(MapEntry version, ReadOnlyMemory<byte>? next, CancellationToken cancellationToken)
    {
        if (_editor is null)
        {
            return;
        }

        StoredMessage stored = RecordCodec.Decode(version.Key.Span, version.Record.Span);
        Message kept = await _thumbnails.KeepAsync(stored.Message, cancellationToken);
        ReadOnlyMemory<byte> record = ReferenceEquals(kept, stored.Message) ? version.Record : _codec.Encode(kept, stored.FirstMillis).ToArray();
        long? revoked = null;
        if (next is ReadOnlyMemory<byte> newer
            && HistoryRecord.Kind(newer.Span) == (long)MessageKind.Revoked && stored.Message.Kind != MessageKind.Revoked)
        {
            revoked = HistoryRecord.Integer(newer.Span, HistoryRecord.RevokedField) ?? unchecked(_takenAtMillis - stored.Message.SentAtMillis);
        }

        HistoryRecord.Close(_closed, record.Span, _previousMillis, revoked);
        await _editor.PutAsync(version.Key, _closed.WrittenMemory, cancellationToken);
    }

    private async ValueTask<MessageVersions?> FindAsync(ReadOnlyMemory<byte> stem, CancellationToken cancellationToken)
    {
        MapEntry? last = null;
        if (_previous is not null)
        {
            await foreach (MapEntry entry in _previous.ReadAsync(KeyRange.StartingWith(stem), cancellationToken))
            {
                last = entry;
            }
        }

        return last is MapEntry found ? new MessageVersions(stem, found) : null;
    }

    private static int CountAttachments(MapEntry entry) =>
        RecordCodec.Decode(entry.Key.Span, entry.Record.Span).Message.Attachments.Count;
}
