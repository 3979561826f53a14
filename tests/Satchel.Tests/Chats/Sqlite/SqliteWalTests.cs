using System.Buffers.Binary;
using Satchel.Chats;
using Satchel.Chats.Sqlite;

namespace Satchel.Tests.Chats.Sqlite;

public sealed class SqliteWalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_log_is_there_only_when_it_holds_something()
    {
        string path = _folder.File("a.db");
        Assert.False(SqliteImage.HasWal(path));
        File.WriteAllBytes(path + "-wal", []);
        Assert.False(SqliteImage.HasWal(path));
        File.WriteAllBytes(path + "-wal", new byte[32]);
        Assert.False(SqliteImage.HasWal(path));
        File.WriteAllBytes(path + "-wal", new byte[33]);
        Assert.True(SqliteImage.HasWal(path));
    }

    [Theory]
    [InlineData(512, false)]
    [InlineData(4096, false)]
    [InlineData(65_536, false)]
    [InlineData(1024, true)]
    public void Folding_gives_what_SQLite_reads_whatever_is_cut_off_or_changed(int pageSize, bool isBigEndian)
    {
        MakeWithLog(pageSize, isBigEndian);
        byte[] wal = File.ReadAllBytes(_folder.File("a.db-wal"));
        AssertFoldsAsSqlite(wal);
        Random random = new(pageSize);
        for (int i = 0; i < 6; i++)
        {
            AssertFoldsAsSqlite(wal[..random.Next(wal.Length)]);
            byte[] changed = [.. wal];
            changed[i < 2 ? random.Next(56) : random.Next(wal.Length)] ^= (byte)(1 << random.Next(8));
            AssertFoldsAsSqlite(changed);
        }
    }

    [Fact]
    public void Frames_from_before_a_checkpoint_do_not_count()
    {
        string path = _folder.File("live.db");
        using SqliteDatabase database = SqliteDatabase.OpenForWriting(path);
        database.Execute("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0; CREATE TABLE t(a)");
        for (int i = 0; i < 200; i++)
        {
            database.Execute("INSERT INTO t VALUES (randomblob(500))");
        }

        database.Execute("PRAGMA wal_checkpoint(RESTART); INSERT INTO t VALUES ('after')");
        Keep(path);
        AssertFoldsAsSqlite(File.ReadAllBytes(_folder.File("a.db-wal")));
    }

    [Fact]
    public void A_log_of_other_pages_is_refused()
    {
        MakeWithLog(4096, isBigEndian: false);
        byte[] database = File.ReadAllBytes(_folder.File("a.db"));
        BinaryPrimitives.WriteUInt16BigEndian(database.AsSpan(16), 2048);
        File.WriteAllBytes(_folder.File("a.db"), database);
        ChatFormatException e = Assert.Throws<ChatFormatException>(() => Fold("folded.db"));
        Assert.Equal(ChatFormatProblem.Damaged, e.Problem);
    }

    private void MakeWithLog(int pageSize, bool isBigEndian)
    {
        string path = _folder.File("live.db");
        SampleDatabase.Make(path, pageSize, usesWal: true, rows: 20);
        using SqliteDatabase database = SqliteDatabase.OpenForWriting(path);
        database.Execute("PRAGMA wal_autocheckpoint = 0");
        for (int i = 0; i < 10; i++)
        {
            database.Execute($"BEGIN; INSERT INTO blobs VALUES ({1000 + i}, randomblob({i * 700}), 'n'); DELETE FROM message WHERE _id = {i}; COMMIT");
        }

        database.Execute("BEGIN; DELETE FROM blobs WHERE id < 40; COMMIT; PRAGMA cache_spill = 1; PRAGMA cache_size = 1; BEGIN; UPDATE message SET body = 'not committed'");
        Keep(path);
        if (isBigEndian)
        {
            byte[] wal = File.ReadAllBytes(_folder.File("a.db-wal"));
            WriteBigEndianSums(wal, pageSize);
            File.WriteAllBytes(_folder.File("a.db-wal"), wal);
        }
    }

    private void Keep(string path)
    {
        File.Copy(path, _folder.File("a.db"), overwrite: true);
        File.Copy(path + "-wal", _folder.File("a.db-wal"), overwrite: true);
    }

    private void Fold(string output) => SqliteImage.FoldWal(_folder.File("a.db"), _folder.File("a.db-wal"), _folder.File(output));

    private void AssertFoldsAsSqlite(byte[] wal)
    {
        File.WriteAllBytes(_folder.File("a.db-wal"), wal);
        Fold("folded.db");
        File.Copy(_folder.File("a.db"), _folder.File("sqlite.db"), overwrite: true);
        File.Copy(_folder.File("a.db-wal"), _folder.File("sqlite.db-wal"), overwrite: true);
        using (SqliteDatabase database = SqliteDatabase.OpenForWriting(_folder.File("sqlite.db")))
        {
            Assert.Equal(DatabaseDump.Of(database), DatabaseDump.Of(_folder.File("folded.db")));
        }

        Assert.Equal("ok", DatabaseDump.Integrity(_folder.File("folded.db")));
        File.Delete(_folder.File("sqlite.db-shm"));
    }

    // What a big-endian phone would have written: the same, with checksums over big-endian words.
    private static void WriteBigEndianSums(byte[] wal, int pageSize)
    {
        BinaryPrimitives.WriteUInt32BigEndian(wal, 0x377F0683);
        (uint, uint) sums = Write(0, 24, (0, 0), 24);
        for (int frame = 32; frame + 24 + pageSize <= wal.Length; frame += 24 + pageSize)
        {
            sums = Sum(wal.AsSpan(frame, 8), sums);
            sums = Write(frame + 24, pageSize, sums, frame + 16);
        }

        (uint, uint) Write(int start, int length, (uint, uint) before, int at)
        {
            (uint First, uint Second) sum = Sum(wal.AsSpan(start, length), before);
            BinaryPrimitives.WriteUInt32BigEndian(wal.AsSpan(at), sum.First);
            BinaryPrimitives.WriteUInt32BigEndian(wal.AsSpan(at + 4), sum.Second);
            return sum;
        }

        static (uint, uint) Sum(ReadOnlySpan<byte> bytes, (uint First, uint Second) sum)
        {
            for (int i = 0; i < bytes.Length; i += 8)
            {
                sum.First = unchecked(sum.First + BinaryPrimitives.ReadUInt32BigEndian(bytes[i..]) + sum.Second);
                sum.Second = unchecked(sum.Second + BinaryPrimitives.ReadUInt32BigEndian(bytes[(i + 4)..]) + sum.First);
            }

            return sum;
        }
    }
}
