namespace Satchel.Chats.Sqlite;

/// <summary>
/// The pages of a file, read through a small cache of blocks, so that memory does not grow with the file and a file
/// cut short under us is an error and not a signal.
/// </summary>
internal sealed class SqlitePages : IDisposable
{
    private const int CacheBytes = 2 * 1024 * 1024;
    private const int BlockBytesAtLeast = 16 * 1024;

    private readonly ISqliteSource _source;
    private readonly int _blockBytes;
    private readonly byte[] _cache = GC.AllocateUninitializedArray<byte>(CacheBytes);
    private readonly long[] _blockOf;
    private readonly int[] _filled;

    public SqlitePages(ISqliteSource source)
    {
        _source = source;
        Span<byte> start = stackalloc byte[SqliteHeader.Length];
        int read = source.Read(start, 0);
        Header = SqliteHeader.Parse(start[..read], source.LengthBytes, Name);
        PageSize = Header.PageSize;
        UsableSize = Header.UsableSize;
        _blockBytes = Math.Max(PageSize, BlockBytesAtLeast);
        _blockOf = new long[CacheBytes / _blockBytes];
        _filled = new int[_blockOf.Length];
        Array.Fill(_blockOf, -1);
    }

    public string Name => _source.Name;

    public SqliteHeader Header { get; }

    public int PageSize { get; }

    public int UsableSize { get; }

    public uint PageCount => Header.PageCount;

    /// <summary>The page in the middle of the file that SQLite never uses, because its first byte is where locks lie.</summary>
    public uint LockBytePage => LockBytePageOf(PageSize);

    /// <summary>The same for pages of a size.</summary>
    public static uint LockBytePageOf(int pageSize) => (uint)((1 << 30) / pageSize) + 1;

    /// <summary>Copies a page.</summary>
    public void Read(uint page, Span<byte> destination)
    {
        if (page == 0 || page > PageCount || page == LockBytePage)
        {
            throw Damaged(page, $"a reference leads to page {page}, which cannot be used ({PageCount} pages).");
        }

        long offset = (page - 1L) * PageSize;
        long block = offset / _blockBytes;
        int slot = (int)(block % _blockOf.Length);
        Span<byte> cached = _cache.AsSpan(slot * _blockBytes, _blockBytes);
        if (_blockOf[slot] != block)
        {
            _blockOf[slot] = -1;
            _filled[slot] = _source.Read(cached, block * _blockBytes);
            _blockOf[slot] = block;
        }

        int within = (int)(offset - block * _blockBytes);
        if (_filled[slot] < within + PageSize)
        {
            throw new ChatFormatException(ChatFormatProblem.Truncated, Name, $"page {page} is cut short.");
        }

        cached.Slice(within, PageSize).CopyTo(destination);
    }

    /// <summary>Reads pages as they are stored, which tells whether they changed; not through the cache, from any thread.</summary>
    public int ReadStored(Span<byte> buffer, long offset) => _source.ReadStored(buffer, offset);

    public ChatFormatException Damaged(uint page, string message) => new(ChatFormatProblem.Damaged, $"{Name}, page {page}", message);

    public ChatFormatException TooLarge(uint page, string message) => new(ChatFormatProblem.LimitExceeded, $"{Name}, page {page}", message);

    public void Dispose() => _source.Dispose();
}
