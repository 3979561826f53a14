using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Satchel.Archive;
using Satchel.Chats;
using Satchel.History;
using Satchel.Spool;

namespace Satchel.SearchIndex;

/// <summary>Keeps the messages of a source in a scratch file while they are looked at: the source itself cannot give one of them alone.</summary>
internal sealed class SpooledMessages : IIndexedMessages
{
    private readonly string _app;
    private readonly FileStream _file;
    private readonly RecordCodec _codec = new();
    private readonly List<long> _starts = [0];

    public SpooledMessages(string app, string scratchFolder)
    {
        _app = app;
        _file = ScratchFile.Create(scratchFolder);
    }

    /// <summary>Hands the messages on, and keeps them.</summary>
    public async IAsyncEnumerable<IReadOnlyList<HistoryMessage>> KeepAsync(IAsyncEnumerable<HistoryMessage> messages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        byte[] stem = new byte[sizeof(ushort) + HistoryKey.MaxStemBytes];
        await foreach (HistoryMessage message in messages.WithCancellation(cancellationToken))
        {
            int length = HistoryKey.WriteStem(_app, message.Message, stem.AsSpan(sizeof(ushort)));
            BinaryPrimitives.WriteUInt16LittleEndian(stem, (ushort)length);
            ReadOnlyMemory<byte> record = _codec.Encode(message.Message, 0);
            _file.Write(stem.AsSpan(0, sizeof(ushort) + length));
            _file.Write(record.Span);
            _starts.Add(_starts[^1] + sizeof(ushort) + length + record.Length);
            yield return [message];
        }

        await _file.FlushAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<HistoryMessage>[]> ReadAsync(IReadOnlyList<IndexedMessage> wanted, CancellationToken cancellationToken)
    {
        IReadOnlyList<HistoryMessage>[] read = new IReadOnlyList<HistoryMessage>[wanted.Count];
        for (int i = 0; i < read.Length; i++)
        {
            int row = wanted[i].Row;
            byte[] bytes = new byte[checked((int)(_starts[row + 1] - _starts[row]))];
            await ReadExactlyAsync(bytes, _starts[row], cancellationToken);
            int length = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
            ReadOnlySpan<byte> stem = bytes.AsSpan(sizeof(ushort), length);
            Message message = RecordCodec.Decode(HistoryKey.WithVersion(stem, 0), bytes.AsSpan(sizeof(ushort) + length)).Message;
            read[i] = [new HistoryMessage(MessageIdentity.IdOf(_app, stem, message), message, null)];
        }

        return read;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _codec.Dispose();
    }

    private async ValueTask ReadExactlyAsync(Memory<byte> bytes, long offset, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            int count = await RandomAccess.ReadAsync(_file.SafeFileHandle, bytes, offset, cancellationToken);
            if (count == 0)
            {
                throw new EndOfStreamException("The scratch file of the messages is shorter than it was.");
            }

            bytes = bytes[count..];
            offset += count;
        }
    }
}
