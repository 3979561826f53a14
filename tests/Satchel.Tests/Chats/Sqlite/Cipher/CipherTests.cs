using System.Security.Cryptography;
using System.Text;
using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.Chats.Sqlite.Cipher;

namespace Satchel.Tests.Chats.Sqlite.Cipher;

public sealed class CipherTests : IDisposable
{
    private const string HexKey = "00112233445566778899aabbccddeeff0123456789abcdeffedcba9876543210";
    private readonly TemporaryFolder _folder = new();

    /// <summary>Name of the scheme, the key as a person has it, and what opens it in the sqlcipher program of version 3; null where that version cannot.</summary>
    public static TheoryData<string, string, string?> Schemes => new()
    {
        { "sqlcipher1", "4c27f5d", "PRAGMA key='4c27f5d'; PRAGMA cipher_use_hmac=OFF; PRAGMA cipher_page_size=1024; PRAGMA kdf_iter=4000;" },
        { "sqlcipher3", HexKey, $"PRAGMA hexkey='{HexKey}'; PRAGMA cipher_page_size=4096; PRAGMA kdf_iter=64000;" },
        { "sqlcipher3raw", HexKey, $"PRAGMA key=\"x'{HexKey}'\";" },
        { "sqlcipher4", HexKey, null },
        { "sqlcipher4raw", HexKey, null },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Schemes))]
    public void What_we_encrypt_the_real_program_opens_checks_and_writes_to(string name, string key, string? pragmas)
    {
        CipherScheme scheme = CipherScheme.Find(name)!;
        string sealedPath = Seal(scheme, key, rows: 500);
        if (pragmas is not null)
        {
            string said = SqlcipherProgram.Run(sealedPath, pragmas + "PRAGMA integrity_check; INSERT INTO m VALUES (501, 'written by the program'); SELECT count(*) FROM m;");
            Assert.Equal(["ok", "501"], said.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }

        using SqliteDatabase plain = Open(sealedPath, key, scheme);
        Assert.Equal(pragmas is null ? 500 : 501, plain.ReadInteger("SELECT count(*) FROM m"));
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void What_the_real_program_wrote_we_read_with_its_log(string name, string key, string? pragmas)
    {
        Assert.SkipWhen(pragmas is null, "Debian's sqlcipher is of version 3, which cannot make this one.");
        string path = _folder.File("program.db");
        SqlcipherProgram.RunAndDie(path, pragmas + """
            PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0;
            CREATE TABLE m (id INTEGER PRIMARY KEY, t TEXT);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300) INSERT INTO m SELECT i, 'row ' || i || hex(randomblob(50)) FROM n;
            PRAGMA wal_checkpoint(TRUNCATE);
            WITH RECURSIVE n(i) AS (SELECT 301 UNION ALL SELECT i + 1 FROM n WHERE i < 400) INSERT INTO m SELECT i, 'in the log' FROM n;
            """);
        Assert.True(SqliteImage.HasWal(path));
        using SqliteDatabase plain = Open(path, key, CipherScheme.Find(name)!);
        Assert.Equal(400, plain.ReadInteger("SELECT count(*) FROM m"));
        Assert.Equal(100, plain.ReadInteger("SELECT count(*) FROM m WHERE t = 'in the log'"));
    }

    [Fact]
    public void Keys_are_derived_as_SQLCipher_derives_them()
    {
        // Encrypting nothing but zeros under known keys is how the vectors of docs/formats/sqlcipher.md show themselves.
        byte[] salt = [.. Enumerable.Range(0, 16).Select(i => (byte)i)];
        byte[] material = Convert.FromHexString(HexKey);
        (CipherScheme Scheme, byte[] Material, string AesKey)[] vectors =
        [
            (CipherScheme.Version1, "4c27f5d"u8.ToArray(), "16166f7b698a1336e3601f6fb75b726015a1246a546424d42bb9fdb9cfe07251"),
            (CipherScheme.Desktop3, material, "76c9237616dbc97107aa0d2dfeed5ef4065a7204f5e57bb2fd2780746b349ea5"),
            (CipherScheme.Version4, material, "06a74773c0d13c70b54dbb246f0094625989a4ab34369bdb7ed371894f87de9a"),
        ];
        foreach ((CipherScheme scheme, byte[] given, string aesKey) in vectors)
        {
            using CipherKey key = new(scheme, given, salt);
            byte[] stored = new byte[scheme.PageSize];
            key.Encrypt(2, new byte[scheme.PageSize], stored);
            using Aes aes = Aes.Create();
            aes.Key = Convert.FromHexString(aesKey);
            byte[] plain = aes.DecryptCbc(stored.AsSpan(0, scheme.CipherEnd), stored.AsSpan(scheme.CipherEnd, 16), PaddingMode.None);
            Assert.DoesNotContain(plain, b => b != 0);
        }
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void A_wrong_key_is_told_from_none_and_from_a_file_cut_short(string name, string key, string? pragmas)
    {
        _ = pragmas;
        CipherScheme scheme = CipherScheme.Find(name)!;
        string path = Seal(scheme, key, rows: 3);
        Assert.Equal(ChatFormatProblem.KeyNeeded, Refused(path, SourceKeys.None, scheme));
        Assert.Equal(ChatFormatProblem.WrongKey, Refused(path, Keys(key.Length == 64 ? new string('a', 64) : "1234567"), scheme));
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..(scheme.PageSize - 1)]);
        Assert.Equal(ChatFormatProblem.Truncated, Refused(path, Keys(key), scheme));
    }

    [Fact]
    public void A_flipped_bit_under_a_MAC_names_its_page_and_leaves_the_others()
    {
        CipherScheme scheme = CipherScheme.Desktop3;
        string path = Seal(scheme, HexKey, rows: 2000);
        byte[] bytes = File.ReadAllBytes(path);
        int pages = bytes.Length / scheme.PageSize;
        using CipherDatabase database = CipherDatabase.Open(path, Keys(HexKey), [scheme]);
        byte[] page = new byte[scheme.PageSize];
        Random random = new(1);
        for (int i = 0; i < 20; i++)
        {
            int damaged = random.Next(2, pages + 1);
            byte[] changed = [.. bytes];
            changed[(damaged - 1) * scheme.PageSize + random.Next(scheme.CipherEnd + 16 + scheme.MacBytes)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, changed);
            using ISqliteSource source = database.OpenSource();
            for (int number = 1; number <= pages; number++)
            {
                if (number == damaged)
                {
                    ChatFormatException refused = Assert.Throws<ChatFormatException>(() => source.Read(page, (number - 1L) * scheme.PageSize));
                    Assert.Contains($"page {number}", refused.Message, StringComparison.Ordinal);
                }
                else
                {
                    Assert.Equal(scheme.PageSize, source.Read(page, (number - 1L) * scheme.PageSize));
                }
            }
        }
    }

    [Fact]
    public void Rows_are_read_from_the_pages_as_SQLite_reads_them_and_nothing_is_written_in_clear()
    {
        CipherScheme scheme = CipherScheme.Version4Raw;
        string path = Seal(scheme, HexKey, rows: 5000);
        string[] before = Directory.GetFiles(_folder.Path);
        using CipherDatabase file = CipherDatabase.Open(path, Keys(HexKey), CipherScheme.All);
        using SqliteImage image = file.OpenImage();
        RowCollector collected = new();
        SqliteTable table = image.Tables.Single(t => t.Name == "m");
        image.ReadRows(table, collected);
        using SqliteDatabase database = file.OpenDatabase();
        database.Execute("CREATE TEMP TABLE wanted (id INTEGER PRIMARY KEY); INSERT INTO wanted SELECT id FROM m ORDER BY t;");
        Assert.Equal(5000, collected.Rows.Count);
        Assert.Equal(5000, database.ReadInteger("SELECT count(*) FROM m JOIN wanted USING (id)"));
        Assert.Equal(before, Directory.GetFiles(_folder.Path));
        UInt128[] hashes = image.HashPages();
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Schemes))]
    public void Whatever_is_changed_or_cut_ends_in_rows_or_in_a_refusal(string name, string key, string? pragmas)
    {
        _ = pragmas;
        CipherScheme scheme = CipherScheme.Find(name)!;
        string path = Seal(scheme, key, rows: 100);
        byte[] bytes = File.ReadAllBytes(path);
        Random random = new(7);
        SourceKeys keys = Keys(key);
        for (int i = 0; i < (scheme.Rounds > 10_000 ? 10 : 60); i++)
        {
            byte[] changed = [.. bytes.AsSpan(0, random.Next(bytes.Length + 1))];
            for (int flips = random.Next(4); flips > 0 && changed.Length > 0; flips--)
            {
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(path, changed);
            try
            {
                using CipherDatabase file = CipherDatabase.Open(path, keys, [scheme]);
                using SqliteDatabase database = file.OpenDatabase();
                _ = database.ReadInteger("SELECT sum(length(t)) FROM m");
            }
            catch (ChatFormatException)
            {
            }
        }
    }

    private static SourceKeys Keys(string text)
    {
        SourceKeys keys = new();
        SourceKeyFile.Read(Encoding.UTF8.GetBytes(text), "key", keys);
        return keys;
    }

    private static ChatFormatProblem Refused(string path, SourceKeys keys, CipherScheme scheme) =>
        Assert.Throws<ChatFormatException>(() => CipherDatabase.Open(path, keys, [scheme])).Problem;

    private static SqliteDatabase Open(string path, string key, CipherScheme scheme)
    {
        using CipherDatabase file = CipherDatabase.Open(path, Keys(key), CipherScheme.All);
        Assert.Equal(scheme, file.Scheme);
        SqliteDatabase database = file.OpenDatabase();
        using SqliteStatement check = database.Prepare("PRAGMA integrity_check");
        Assert.True(check.Step());
        Assert.Equal("ok", check.Text(0));
        return database;
    }

    private string Seal(CipherScheme scheme, string key, int rows)
    {
        string plain = _folder.File("made.db");
        CipherTemplate.Create(plain, scheme);
        using (SqliteDatabase database = SqliteDatabase.OpenForWriting(plain))
        {
            database.Execute($"""
                CREATE TABLE m (id INTEGER PRIMARY KEY, t TEXT);
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) INSERT INTO m SELECT i, 'row ' || i || hex(randomblob(40)) FROM n;
                CREATE INDEX m_t ON m (t);
                """);
        }

        string output = _folder.File(scheme.Name + ".db");
        CipherContainer.Seal(scheme.Name, null, plain, output, Keys(key), Token);
        return output;
    }
}
