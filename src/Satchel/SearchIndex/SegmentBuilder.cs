using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Satchel.Archive;
using Satchel.Chats;

namespace Satchel.SearchIndex;

/// <summary>Puts rows into segments.</summary>
/// <param name="names">Takes the ids of chats and senders.</param>
/// <param name="targetRows">How many rows a segment has, where nothing is said against it.</param>
internal sealed class SegmentBuilder(IndexNames names, int targetRows = SegmentBuilder.TargetRows)
{
    /// <summary>Small enough that what is new costs little to write, large enough that a million messages are some sixty files.</summary>
    public const int TargetRows = 16 * 1024;

    private const int TargetTextBytes = 2 * 1024 * 1024;
    private const int IdDigits = 16;
    private const int MostFiles = byte.MaxValue;

    private readonly List<long> _sentAt = [];
    private readonly List<ulong> _id = [];
    private readonly List<long> _fileBytes = [];
    private readonly List<int> _chat = [];
    private readonly List<int> _sender = [];
    private readonly List<int> _textStart = [0];
    private readonly List<int> _fileRow = [];
    private readonly List<byte> _kind = [];
    private readonly List<RowFlags> _flags = [];
    private readonly List<byte> _files = [];
    private readonly ArrayBufferWriter<byte> _text = new();

    /// <summary>Whether enough rows are there to make a segment of them.</summary>
    public bool IsFull => _sentAt.Count >= targetRows || _text.WrittenCount >= TargetTextBytes;

    /// <summary>Whether there is no row.</summary>
    public bool IsEmpty => _sentAt.Count == 0;

    /// <summary>Adds a version of a message; the last one of each message tells that it is.</summary>
    public void Add(HistoryMessage version)
    {
        Message message = version.Message;
        int row = _sentAt.Count;
        _sentAt.Add(message.SentAtMillis);
        _id.Add(IdOf(version.Id));
        _chat.Add(names.Chat(message.ChatId));
        _sender.Add(message.SenderId is string sender ? names.Sender(sender) : -1);
        _kind.Add((byte)message.Kind);
        _files.Add((byte)Math.Min(MostFiles, message.Attachments.Count));
        RowFlags flags = (version.IsLastVersion ? RowFlags.Last : RowFlags.None) | (message.Outgoing == true ? RowFlags.Outgoing : RowFlags.None);
        if (message.Attachments.Count > 0)
        {
            flags |= RowFlags.HasFiles;
            _fileRow.Add(row);
            _fileBytes.Add(BytesOf(message.Attachments));
        }

        _flags.Add(flags);
        foreach (string field in SearchFields.Of(message))
        {
            AddField(field);
        }

        _textStart.Add(_text.WrittenCount);
    }

    /// <summary>The first 8 bytes of a message's id.</summary>
    public static ulong IdOf(string id) => ulong.Parse(id.AsSpan(0, IdDigits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>Makes a segment of the rows, and begins anew.</summary>
    public IndexSegment Take()
    {
        SegmentLayout at = new(_sentAt.Count, _fileRow.Count, _text.WrittenCount);
        byte[] bytes = new byte[at.TotalBytes];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, at.Rows);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), at.WithFiles);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), _text.WrittenCount);
        Move(_sentAt, bytes, at.SentAt);
        Move(_id, bytes, at.Id);
        Move(_fileBytes, bytes, at.FileBytes);
        Move(_chat, bytes, at.Chat);
        Move(_sender, bytes, at.Sender);
        Move(_textStart, bytes, at.TextStart);
        Move(_fileRow, bytes, at.FileRow);
        Move(_kind, bytes, at.Kind);
        Move(_flags, bytes, at.Flags);
        Move(_files, bytes, at.Files);
        _text.WrittenSpan.CopyTo(bytes.AsSpan(at.Text));
        _text.ResetWrittenCount();
        _textStart.Add(0);
        return new IndexSegment(bytes);
    }

    // What is not there takes no room. A length may come from the source, which may say anything.
    private static long BytesOf(IReadOnlyList<Attachment> attachments) =>
        attachments.Aggregate(0L, (sum, attachment) => unchecked(sum + (attachment.Missing ? 0 : Math.Clamp(attachment.LengthBytes ?? 0, 0, long.MaxValue >> 8))));

    private static void Move<T>(List<T> column, byte[] bytes, int offset)
        where T : unmanaged
    {
        MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(column)).CopyTo(bytes.AsSpan(offset));
        column.Clear();
    }

    private void AddField(string field)
    {
        string folded = FoldedText.Of(field);
        Span<byte> room = _text.GetSpan(1 + Encoding.UTF8.GetMaxByteCount(folded.Length));
        room[0] = SegmentLayout.FieldMark;
        _text.Advance(1 + Encoding.UTF8.GetBytes(folded, room[1..]));
    }
}
