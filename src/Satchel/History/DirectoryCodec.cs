using System.Buffers;
using System.Text;
using System.Text.Json;
using Satchel.Chats;
using Satchel.Vaults;

namespace Satchel.History;

/// <summary>The account, participants and chats as entries of a <c>directory</c> map and back (docs/format.md, 10.4). For one thread.</summary>
internal sealed class DirectoryCodec : IDisposable
{
    public const byte AccountKey = 1;
    public const byte ParticipantKey = 2;
    public const byte ChatKey = 3;

    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;
    private readonly RecordWriter _record = new();

    public DirectoryCodec() => _json = new Utf8JsonWriter(_buffer, RecordJson.WriterOptions);

    /// <summary>The key of the entry of a type with an id; null where the id is too long for a key.</summary>
    public static byte[]? Key(byte type, string? id)
    {
        int length = id is null ? 0 : Encoding.UTF8.GetByteCount(id);
        if (length >= VaultLimits.MaxKeyBytes)
        {
            return null;
        }

        byte[] key = new byte[1 + length];
        key[0] = type;
        _ = Encoding.UTF8.GetBytes(id ?? "", key.AsSpan(1));
        return key;
    }

    public ReadOnlyMemory<byte> Encode(Account account, long firstMillis)
    {
        Begin();
        RecordJson.WriteAccountMembers(_json, account);
        return Complete(firstMillis);
    }

    public ReadOnlyMemory<byte> Encode(Participant participant, long firstMillis)
    {
        Begin();
        RecordJson.WriteParticipantMembers(_json, participant);
        return Complete(firstMillis);
    }

    public ReadOnlyMemory<byte> Encode(Chat chat, long firstMillis)
    {
        Begin();
        RecordJson.WriteChatMembers(_json, chat);
        return Complete(firstMillis);
    }

    public static Account DecodeAccount(ReadOnlySpan<byte> record) => Decode(record, RecordParser.Account);

    public static Participant DecodeParticipant(ReadOnlySpan<byte> record) => Decode(record, RecordParser.Participant);

    public static Chat DecodeChat(ReadOnlySpan<byte> record) => Decode(record, RecordParser.Chat);

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private static T Decode<T>(ReadOnlySpan<byte> record, Func<JsonElement, T> parse)
    {
        RecordReader reader = new(record);
        reader.Read();
        reader.Read();
        try
        {
            reader.Read();
            using JsonDocument document = JsonDocument.Parse(reader.Bytes.ToArray());
            return parse(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new VaultException(VaultProblem.Damaged, "a directory holds JSON that is none", e);
        }
    }

    private void Begin()
    {
        _buffer.ResetWrittenCount();
        _json.Reset(_buffer);
        _json.WriteStartObject();
    }

    private ReadOnlyMemory<byte> Complete(long firstMillis)
    {
        _json.WriteEndObject();
        _json.Flush();
        _record.Begin(3);
        _record.AddInteger(firstMillis);
        _record.AddNull();
        _record.AddText(_buffer.WrittenSpan);
        return _record.WrittenMemory;
    }
}
