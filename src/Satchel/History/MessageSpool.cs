using Satchel.Chats;
using Satchel.Spool;
using Satchel.Vaults;

namespace Satchel.History;

/// <summary>
/// Messages on their way into a history, in the order of its keys. An entry's payload is a byte of flags and the record, in which
/// attachments are as the source tells of them. For one thread.
/// </summary>
internal sealed class MessageSpool : IDisposable
{
    public const byte HasAttachments = 1;
    public const byte IsTouched = 2;
    public const byte IsGone = 4;
    public const byte IsMoved = 8;

    /// <summary>Room for what is added to a record later: the times it was seen, what was found of its files.</summary>
    private const int MaxRecordBytes = VaultLimits.MaxRecordBytes - (64 * 1024);

    private const int MaxTextLength = 1024 * 1024;

    private readonly string _app;
    private readonly long _takenAtMillis;
    private readonly string _scratchFolder;
    private readonly RecordCodec _codec = new();
    private readonly SortedSet<string> _warnings = new(StringComparer.Ordinal);
    private readonly byte[] _stem = new byte[HistoryKey.MaxStemBytes];
    private readonly byte[] _otherStem = new byte[HistoryKey.MaxStemBytes];
    private SortedSpool _spool;
    private byte[] _payload = new byte[512];

    public MessageSpool(string app, long takenAtMillis, string scratchFolder)
    {
        _app = app;
        _takenAtMillis = takenAtMillis;
        _scratchFolder = scratchFolder;
        _spool = new SortedSpool(scratchFolder);
    }

    /// <summary>How many entries there are.</summary>
    public long Count => _spool.Count;

    /// <summary>What could not be kept as it was.</summary>
    public IReadOnlyCollection<string> Warnings => _warnings;

    /// <summary>Whether a change cannot be told by its place, so that everything must be compared.</summary>
    public bool IsIncomplete { get; private set; }

    /// <summary>Adds a message as it is now.</summary>
    public void Add(Message message)
    {
        int length = HistoryKey.WriteStem(_app, message, _stem);
        Add(_stem.AsSpan(0, length), message, 0);
    }

    /// <summary>Adds what a change did.</summary>
    public void Add(in MessageChange change)
    {
        int before = 0;
        if (change.Before is MessagePlace place && (before = HistoryKey.WriteStem(place, _otherStem)) == 0)
        {
            IsIncomplete = true;
        }

        ReadOnlySpan<byte> old = _otherStem.AsSpan(0, before);
        if (change.After is not Message message)
        {
            AddGone(old, IsGone);
            return;
        }

        ReadOnlySpan<byte> stem = _stem.AsSpan(0, HistoryKey.WriteStem(_app, message, _stem));
        bool isMoved = before > 0 && !old.SequenceEqual(stem);
        if (isMoved)
        {
            AddGone(old, IsGone | IsMoved);
        }

        Add(stem, message, (byte)(IsTouched | (isMoved ? IsMoved : 0)));
    }

    /// <summary>Forgets what was added.</summary>
    public void Clear()
    {
        _spool.Dispose();
        _spool = new SortedSpool(_scratchFolder);
        IsIncomplete = false;
    }

    /// <summary>Gives the entries in order, once.</summary>
    public IEnumerable<SpoolEntry> Read() => _spool.Read();

    /// <inheritdoc/>
    public void Dispose()
    {
        _spool.Dispose();
        _codec.Dispose();
    }

    private void AddGone(ReadOnlySpan<byte> stem, byte flags)
    {
        if (stem.Length > 0)
        {
            _spool.Add(stem, [flags]);
        }
    }

    private void Add(ReadOnlySpan<byte> stem, Message message, byte flags)
    {
        if (stem.Length == 0)
        {
            _warnings.Add($"Messages of a chat whose id is longer than {HistoryKey.MaxChatIdBytes} bytes are kept in the database only.");
            return;
        }

        ReadOnlySpan<byte> record = _codec.Encode(message, _takenAtMillis).Span;
        if (record.Length > MaxRecordBytes)
        {
            _warnings.Add("A message is too long for the history; the rest of it is kept in the database only.");
            record = _codec.Encode(Shortened(message), _takenAtMillis).Span;
        }

        if (_payload.Length < record.Length + 1)
        {
            _payload = new byte[2 * (record.Length + 1)];
        }

        _payload[0] = (byte)(flags | (message.Attachments.Count > 0 ? HasAttachments : 0));
        record.CopyTo(_payload.AsSpan(1));
        _spool.Add(stem, _payload.AsSpan(0, record.Length + 1));
    }

    private static Message Shortened(Message message) => message with
    {
        Text = message.Text is { Length: > MaxTextLength } text ? text[..MaxTextLength] : message.Text,
        ReplyTo = null,
        Attachments = message.Attachments.Count > 0 ? [message.Attachments[0]] : [],
        Mentions = [],
        Reactions = [],
        Body = null,
        Raw = null,
    };
}
