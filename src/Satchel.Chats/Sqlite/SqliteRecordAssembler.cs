using System.Buffers.Binary;
using System.Numerics;

namespace Satchel.Chats.Sqlite;

/// <summary>Gives a cell's whole record: in place where it lies in the page, else put together from its overflow pages.</summary>
internal sealed class SqliteRecordAssembler(SqlitePages pages)
{
    private readonly SqlitePayload _table = new(pages.UsableSize, isTable: true);
    private readonly SqlitePayload _index = new(pages.UsableSize, isTable: false);
    private readonly byte[] _page = GC.AllocateUninitializedArray<byte>(pages.PageSize);
    private readonly List<uint> _chain = [];
    private readonly HashSet<uint> _taken = [];
    private byte[] _record = [];
    private uint[]? _owners;

    /// <summary>The overflow pages of the record assembled last; empty where it lay in its page.</summary>
    public List<uint> Chain => _chain;

    /// <summary>Begins with a leaf, or with a whole index: none of its cells may share an overflow page.</summary>
    public void BeginWalk()
    {
        if (_taken.Count > 0)
        {
            _taken.Clear();
        }
    }

    /// <summary>The record whose payload starts at an offset of a page (after its length and rowid).</summary>
    public ReadOnlySpan<byte> Assemble(SqliteTreePage page, int offset, ulong payloadBytes, bool isTable)
    {
        _chain.Clear();
        if (payloadBytes > SqliteLimits.RowBytes)
        {
            throw pages.TooLarge(page.Number, $"a row of {payloadBytes} bytes; at most {SqliteLimits.RowBytes} are read.");
        }

        int length = (int)payloadBytes;
        SqlitePayload payload = isTable ? _table : _index;
        int local = payload.LocalBytes(length);
        ReadOnlySpan<byte> usable = page.Usable;
        if (offset + local + (local < length ? 4 : 0) > usable.Length)
        {
            throw pages.Damaged(page.Number, "a cell reaches beyond its page.");
        }

        if (local == length)
        {
            return usable.Slice(offset, length);
        }

        // The chain is followed before memory is taken for what it is said to hold.
        FollowChain(page.Number, BinaryPrimitives.ReadUInt32BigEndian(usable[(offset + local)..]), length - local, payload.OverflowBytes);
        if (_record.Length < length)
        {
            _record = GC.AllocateUninitializedArray<byte>(Math.Min(SqliteLimits.RowBytes, (int)BitOperations.RoundUpToPowerOf2((uint)length)));
        }

        usable.Slice(offset, local).CopyTo(_record);
        int filled = local;
        foreach (uint next in _chain)
        {
            pages.Read(next, _page);
            int part = Math.Min(length - filled, payload.OverflowBytes);
            _page.AsSpan(4, part).CopyTo(_record.AsSpan(filled));
            filled += part;
        }

        return _record.AsSpan(0, length);
    }

    private void FollowChain(uint owner, uint next, int bytes, int bytesInPage)
    {
        _owners ??= new uint[pages.PageCount + 1];
        for (int left = bytes; left > 0; left -= bytesInPage)
        {
            pages.Read(next, _page);
            if (!_taken.Add(next) || (_owners[next] != 0 && _owners[next] != owner))
            {
                throw pages.Damaged(next, "two rows lead to this overflow page.");
            }

            _owners[next] = owner;
            _chain.Add(next);
            next = BinaryPrimitives.ReadUInt32BigEndian(_page);
        }
    }
}
