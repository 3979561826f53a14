using System.Buffers;
using System.Text.Json;
using Satchel.Chats;
using Satchel.Vaults;

namespace Satchel.History;

/// <summary>Messages as history records and back (docs/format.md, 10.3). Holds buffers: for one thread.</summary>
internal sealed class RecordCodec : IDisposable
{
    private const int FieldCount = 25;
    private const long FlagOutgoing = 1;
    private const long FlagOutgoingKnown = 2;
    private const long FlagStarred = 4;
    private const long FlagForwarded = 8;
    private const long FlagMissing = 16;

    private readonly RecordWriter _record = new();
    private readonly ArrayBufferWriter<byte> _reactions = new();
    private readonly ArrayBufferWriter<byte> _content = new();
    private readonly ArrayBufferWriter<byte> _rest = new();
    private readonly Utf8JsonWriter _json;
    private int _fields;

    public RecordCodec() => _json = new Utf8JsonWriter(_rest, RecordJson.WriterOptions);

    /// <summary>Encodes a version that is still shown; the bytes are good until the next call.</summary>
    public ReadOnlyMemory<byte> Encode(Message message, long firstMillis)
    {
        Attachment? first = message.Attachments.Count > 0 ? message.Attachments[0] : null;
        WriteJson(message, first);
        _record.Begin(CountFields(message, first));
        _record.AddInteger(firstMillis);
        _record.AddNull();
        _record.AddInteger((long)message.Kind);
        _record.AddInteger(Flags(message, first));
        AddFields(message, first);
        return _record.WrittenMemory;
    }

    /// <summary>Decodes a version.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>.</exception>
    public static StoredMessage Decode(ReadOnlySpan<byte> key, ReadOnlySpan<byte> record)
    {
        try
        {
            return RecordDecoder.Decode(key, record);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new VaultException(VaultProblem.Damaged, "a message's record holds JSON that is none", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private static long Flags(Message message, Attachment? first) =>
        (message.Outgoing == true ? FlagOutgoing : 0)
        | (message.Outgoing is not null ? FlagOutgoingKnown : 0)
        | (message.Starred ? FlagStarred : 0)
        | (message.Forwarded ? FlagForwarded : 0)
        | (first is { Missing: true } ? FlagMissing : 0);

    private static long? Less(long? time, long sentAt) => time is long value ? unchecked(value - sentAt) : null;

    private void AddFields(Message message, Attachment? first)
    {
        int left = _fields - 4;
        long sentAt = message.SentAtMillis;
        Integer(ref left, (long?)message.Status);
        Integer(ref left, Less(message.ReceivedAtMillis, sentAt));
        Text(ref left, message.SenderId);
        Text(ref left, message.Text);
        Integer(ref left, Less(message.EditedAtMillis, sentAt));
        Integer(ref left, Less(message.RevokedAtMillis, sentAt));
        Integer(ref left, Less(message.ExpiresAtMillis, sentAt));
        Text(ref left, first?.Name);
        Text(ref left, first?.Mime);
        Integer(ref left, first?.LengthBytes);
        if (left-- > 0)
        {
            if (first?.Sha256 is byte[] sha256)
            {
                _record.AddBlob(sha256);
            }
            else
            {
                _record.AddNull();
            }
        }

        Text(ref left, first?.Path);
        Integer(ref left, first?.Width);
        Integer(ref left, first?.Height);
        Integer(ref left, first?.DurationMillis);
        Json(ref left, _content);
        Text(ref left, message.ReplyTo?.NativeId);
        Text(ref left, message.ReplyTo?.SenderId);
        Text(ref left, message.ReplyTo?.Text);
        Json(ref left, _reactions);
        Json(ref left, _rest);
    }

    // Fields at the end that are NULL are left out, so the last that is there must be known first.
    private int CountFields(Message message, Attachment? first)
    {
        Quote? quote = message.ReplyTo;
        ReadOnlySpan<bool> present =
        [
            true, true, true, true, message.Status is not null, message.ReceivedAtMillis is not null, message.SenderId is not null,
            message.Text is not null, message.EditedAtMillis is not null, message.RevokedAtMillis is not null,
            message.ExpiresAtMillis is not null, first?.Name is not null, first?.Mime is not null, first?.LengthBytes is not null,
            first?.Sha256 is not null, first?.Path is not null, first?.Width is not null, first?.Height is not null,
            first?.DurationMillis is not null, _content.WrittenCount > 0, quote?.NativeId is not null, quote?.SenderId is not null,
            quote?.Text is not null, _reactions.WrittenCount > 0, _rest.WrittenCount > 0,
        ];
        System.Diagnostics.Debug.Assert(present.Length == FieldCount, "a field of the record is not counted");
        _fields = present.LastIndexOf(true) + 1;
        return _fields;
    }

    private void WriteJson(Message message, Attachment? first)
    {
        _reactions.ResetWrittenCount();
        _content.ResetWrittenCount();
        _rest.ResetWrittenCount();
        if (message.Reactions.Count > 0)
        {
            _json.Reset(_reactions);
            RecordJson.WriteReactionArray(_json, message.Reactions);
            _json.Flush();
        }

        if (first is not null && AttachmentContent.IsElsewhere(first))
        {
            _json.Reset(_content);
            AttachmentContent.Write(_json, first);
            _json.Flush();
        }

        if (RecordRest.IsNeeded(message))
        {
            _json.Reset(_rest);
            RecordRest.Write(_json, message);
            _json.Flush();
        }
    }

    private void Integer(ref int left, long? value)
    {
        if (left-- > 0)
        {
            _record.AddInteger(value);
        }
    }

    private void Text(ref int left, string? text)
    {
        if (left-- > 0)
        {
            _record.AddText(text);
        }
    }

    private void Json(ref int left, ArrayBufferWriter<byte> json)
    {
        if (left-- <= 0)
        {
            return;
        }

        if (json.WrittenCount > 0)
        {
            _record.AddText(json.WrittenSpan);
        }
        else
        {
            _record.AddNull();
        }
    }
}
