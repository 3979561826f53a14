using System.Security.Cryptography;
using System.Text;

namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>
/// Numbers the messages of one time, which stands in minutes on Android: in which order they came, and which of them repeat one another.
/// </summary>
internal sealed class MinuteMemory
{
    private readonly Dictionary<long, State> _times = [];
    private readonly Queue<long> _order = new();

    private sealed class State
    {
        public int Count;
        public readonly Dictionary<UInt128, int> Said = [];
    }

    /// <summary>The message's place among those of its time, and how often it was said before then.</summary>
    public (int Order, int Repeat) Number(long sentAtMillis, string content)
    {
        if (!_times.TryGetValue(sentAtMillis, out State? state))
        {
            if (_order.Count >= ExportLimits.MaxTimesRemembered)
            {
                _times.Remove(_order.Dequeue());
            }

            _order.Enqueue(sentAtMillis);
            _times[sentAtMillis] = state = new State();
        }

        int order = state.Count++;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(content), hash);
        UInt128 key = System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash);
        if (state.Said.TryGetValue(key, out int repeat))
        {
            state.Said[key] = repeat + 1;
            return (order, repeat + 1);
        }

        if (state.Said.Count >= ExportLimits.MaxComparedOfTime)
        {
            return (order, order);   // so many at once are told apart by their place alone
        }

        state.Said[key] = 0;
        return (order, 0);
    }
}
