using Satchel.Spool;
using Satchel.Vaults;
using Satchel.Vaults.Maps;

namespace Satchel.History;

/// <summary>Brings a directory up to date: what it says is what was said last, and who is not named any more stays with the time of it.</summary>
/// <param name="editor">Edits the directory on the basis of the one before; null in a dry run.</param>
/// <param name="previous">The directory before; null at first.</param>
/// <param name="previousMillis">The time of the snapshot before.</param>
internal sealed class DirectoryWriter(MapEditor? editor, SortedMap? previous, long previousMillis)
{
    private const int Fields = 3;
    private readonly RecordWriter _record = new();

    /// <summary>How many chats the source has.</summary>
    public long Chats { get; private set; }

    /// <summary>Writes everything that the source names.</summary>
    /// <param name="entries">Keys and records of the directory now.</param>
    /// <param name="mayEnd">Whether what is not among them is gone from the source.</param>
    /// <param name="cancellationToken">Cancels the writing.</param>
    public async Task WriteAsync(SortedSpool entries, bool mayEnd, CancellationToken cancellationToken)
    {
        await using IAsyncEnumerator<MapEntry>? older = previous?.ReadAsync(KeyRange.All, cancellationToken).GetAsyncEnumerator(cancellationToken);
        bool hasOlder = older is not null && await older.MoveNextAsync();
        byte[] lastKey = [];
        foreach (SpoolEntry entry in entries.Read())
        {
            if (entry.Key.Span.SequenceEqual(lastKey))
            {
                continue;
            }

            lastKey = entry.Key.ToArray();
            while (hasOlder && older!.Current.Key.Span.SequenceCompareTo(lastKey) < 0)
            {
                await EndAsync(older.Current, mayEnd, cancellationToken);
                hasOlder = await older.MoveNextAsync();
            }

            Chats += lastKey[0] == DirectoryCodec.ChatKey ? 1 : 0;
            bool isKnown = hasOlder && older!.Current.Key.Span.SequenceEqual(lastKey);
            await PutAsync(lastKey, entry.Payload, isKnown ? older!.Current.Record : default(ReadOnlyMemory<byte>?), cancellationToken);
            if (isKnown)
            {
                hasOlder = await older!.MoveNextAsync();
            }
        }

        while (hasOlder)
        {
            await EndAsync(older!.Current, mayEnd, cancellationToken);
            hasOlder = await older.MoveNextAsync();
        }
    }

    private async ValueTask PutAsync(byte[] key, ReadOnlyMemory<byte> record, ReadOnlyMemory<byte>? before, CancellationToken cancellationToken)
    {
        if (editor is null || (before is ReadOnlyMemory<byte> same && HistoryRecord.IsOpen(same.Span) && HistoryRecord.SaysTheSame(same.Span, record.Span)))
        {
            return;
        }

        if (before is ReadOnlyMemory<byte> known)
        {
            Write(record.Span, HistoryRecord.Seen(known.Span).First, null);
            record = _record.WrittenMemory;
        }

        await editor.PutAsync(key, record, cancellationToken);
    }

    private async ValueTask EndAsync(MapEntry entry, bool mayEnd, CancellationToken cancellationToken)
    {
        bool isOpen = HistoryRecord.IsOpen(entry.Record.Span);
        if (!mayEnd)
        {
            Chats += isOpen && entry.Key.Span[0] == DirectoryCodec.ChatKey ? 1 : 0;
            return;
        }

        if (isOpen && editor is not null)
        {
            Write(entry.Record.Span, HistoryRecord.Seen(entry.Record.Span).First, previousMillis);
            await editor.PutAsync(entry.Key, _record.WrittenMemory, cancellationToken);
        }
    }

    private void Write(ReadOnlySpan<byte> record, long first, long? last)
    {
        RecordReader reader = new(record);
        reader.Read();
        reader.Read();
        reader.Read();
        _record.Begin(Fields);
        _record.AddInteger(first);
        _record.AddInteger(last);
        _record.AddText(reader.Bytes);
    }
}
