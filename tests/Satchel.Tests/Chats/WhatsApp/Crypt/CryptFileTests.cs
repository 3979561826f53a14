using System.Security.Cryptography;
using Satchel.Chats;
using Satchel.Chats.WhatsApp.Crypt;

namespace Satchel.Tests.Chats.WhatsApp.Crypt;

[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class CryptFileTests : IDisposable
{
    private readonly CryptFolder _folder = new();

    public static TheoryData<string, int> ContainersAndHeaders => new()
    {
        { "crypt12", 0 },
        { "crypt14", 0 }, { "crypt14", 100 }, { "crypt14", 300 }, { "crypt14", 20_000 },
        { "crypt15", 0 }, { "crypt15", 150 }, { "crypt15", 300 }, { "crypt15", 20_000 },
    };

    public static TheoryData<string> Containers => new("crypt12", "crypt14", "crypt15");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_key_of_crypt15_is_derived_as_WhatsApp_does()
    {
        Assert.Equal("17ec312152f6f84fd13a3ec6b9c9279aac60bb84405f0685d1fae27293757bc7", Derived("6730a595a1484d0c39c101dc0ac82ec5e401bb6f0e1b8ee2dc104a6b3687f017"));
        Assert.Equal("7d53222c7708b28a281c0e1a64a032d063592a826e9e42fbb4d53a6372e651e6", Derived("77bc68d28fa77659e8f60c8bc3b81c43a178674337d7a8e037ad6f3d944a504e"));

        static string Derived(string rootKey) => Convert.ToHexStringLower(CryptKey.DeriveBackupKey(Convert.FromHexString(rootKey)));
    }

    [Fact]
    public void A_nonce_of_16_bytes_gives_the_counter_that_GHASH_makes_of_it()
    {
        byte[] key = Convert.FromHexString("17ec312152f6f84fd13a3ec6b9c9279aac60bb84405f0685d1fae27293757bc7");
        byte[] counter = Convert.FromHexString("500770f477e00a2effacfa72e0fefa4e");   // J0 ...4d, and one
        byte[] keystream = new byte[16];
        using GcmCipher gcm = new(key, Convert.FromHexString("c395ee009cf8b68ac0ea760550f6559c"), encrypt: true);
        using Aes aes = Aes.Create();
        aes.Key = key;

        gcm.Update(keystream, keystream);

        Assert.Equal(aes.EncryptEcb(counter, PaddingMode.None), keystream);
    }

    [Theory]
    [MemberData(nameof(ContainersAndHeaders))]
    public void What_was_sealed_opens_again(string container, int metadataBytes)
    {
        byte[] plain = CryptFolder.SqliteLike(300_000);
        string path = _folder.Write("msgstore.db." + container, CryptFolder.Sealed(container, plain, metadataBytes));

        string parameters = CryptFile.Open(path, CryptFolder.Keys(), _folder.Path("plain.db"), Token);

        Assert.Equal(plain, File.ReadAllBytes(_folder.Path("plain.db")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.Path("plain.db")));
        Assert.DoesNotContain(Convert.ToHexString(CryptFolder.RootKey), parameters, StringComparison.OrdinalIgnoreCase);

        CryptFile.Seal(container, parameters, _folder.Path("plain.db"), _folder.Path("again." + container), CryptFolder.Keys(), Token);
        string second = CryptFile.Open(_folder.Path("again." + container), CryptFolder.Keys(), _folder.Path("plain2.db"), Token);

        Assert.Equal(plain, File.ReadAllBytes(_folder.Path("plain2.db")));
        Assert.Equal(CryptParameters.Parse(container, parameters).ZlibLevel, CryptParameters.Parse(container, second).ZlibLevel);
        CryptFolder.AssertSameButNonce(File.ReadAllBytes(path), File.ReadAllBytes(_folder.Path("again." + container)), container);
    }

    [Theory]
    [MemberData(nameof(Containers))]
    public void A_container_made_from_nothing_opens(string container)
    {
        string plain = _folder.Write("plain.db", CryptFolder.SqliteLike(5000));

        CryptFile.Seal(container, null, plain, _folder.Path("msgstore.db." + container), CryptFolder.Keys(), Token);
        CryptFile.Open(_folder.Path("msgstore.db." + container), CryptFolder.Keys(), _folder.Path("again.db"), Token);

        Assert.Equal(File.ReadAllBytes(plain), File.ReadAllBytes(_folder.Path("again.db")));
    }

    [Theory]
    [MemberData(nameof(Containers))]
    public void Every_truncation_is_told_as_such_and_leaves_no_output(string container)
    {
        byte[] whole = CryptFolder.Sealed(container, CryptFolder.SqliteLike(200), 0);
        SourceKeys keys = CryptFolder.Keys();

        // Without its last 16 bytes, crypt14 and crypt15 are a container without an MD5 whose tag fits: nothing is missing.
        int md5 = container == "crypt12" ? 0 : 16;
        foreach (int length in Enumerable.Range(0, whole.Length).Where(length => md5 == 0 || length != whole.Length - md5))
        {
            string path = _folder.Write("msgstore.db." + container, whole[..length]);
            ChatFormatException error = Assert.Throws<ChatFormatException>(() => CryptFile.Open(path, keys, _folder.Path("out"), Token));
            Assert.True(error.Problem is ChatFormatProblem.Truncated or ChatFormatProblem.Damaged, $"{length}: {error.Problem}");
        }

        Assert.False(File.Exists(_folder.Path("out")));
    }

    [Theory]
    [MemberData(nameof(Containers))]
    public void Every_flipped_byte_is_damage_and_never_a_wrong_key(string container)
    {
        byte[] whole = CryptFolder.Sealed(container, CryptFolder.SqliteLike(200), 0);
        SourceKeys keys = CryptFolder.Keys();

        // The last two digits of crypt12 are under no checksum.
        int end = container == "crypt12" ? whole.Length - 2 : whole.Length;
        for (int i = 0; i < end; i++)
        {
            whole[i] ^= 0x10;
            string path = _folder.Write("msgstore.db." + container, whole);
            ChatFormatException error = Assert.Throws<ChatFormatException>(() => CryptFile.Open(path, keys, _folder.Path("out"), Token));
            Assert.True(error.Problem is ChatFormatProblem.Damaged or ChatFormatProblem.Truncated, $"byte {i}: {error.Problem}");
            whole[i] ^= 0x10;
        }
    }

    [Theory]
    [MemberData(nameof(Containers))]
    public void A_whole_file_and_another_key_is_a_wrong_key(string container)
    {
        string path = _folder.Write("msgstore.db." + container, CryptFolder.Sealed(container, CryptFolder.SqliteLike(2000), 0));
        using SourceKeys other = CryptFolder.Keys(seed: 99);

        ChatFormatException error = Assert.Throws<ChatFormatException>(() => CryptFile.Open(path, other, _folder.Path("out"), Token));

        Assert.Equal(ChatFormatProblem.WrongKey, error.Problem);
        Assert.False(File.Exists(_folder.Path("out")));
    }

    [Theory]
    [MemberData(nameof(Containers))]
    public void A_whole_file_without_a_key_needs_one_and_a_damaged_one_is_damaged(string container)
    {
        byte[] whole = CryptFolder.Sealed(container, CryptFolder.SqliteLike(2000), 0);
        string path = _folder.Write("msgstore.db." + container, whole);

        Assert.Equal(ChatFormatProblem.KeyNeeded, Assert.Throws<ChatFormatException>(() => CryptFile.Open(path, SourceKeys.None, _folder.Path("out"), Token)).Problem);

        whole[whole.Length / 2] ^= 1;
        _folder.Write("msgstore.db." + container, whole);
        Assert.Equal(ChatFormatProblem.Damaged, Assert.Throws<ChatFormatException>(() => CryptFile.Open(path, SourceKeys.None, _folder.Path("out"), Token)).Problem);
    }

    [Theory]
    [InlineData("crypt12")]
    [InlineData("crypt14")]
    public void Damage_that_somebody_gave_a_new_MD5_is_told_from_a_wrong_key_by_the_salts(string container)
    {
        byte[] whole = CryptFolder.Sealed(container, CryptFolder.SqliteLike(2000), 0);
        whole[whole.Length / 2] ^= 1;
        CryptFolder.FixMd5(whole, container);
        string path = _folder.Write("msgstore.db." + container, whole);

        Assert.Equal(ChatFormatProblem.Damaged, Assert.Throws<ChatFormatException>(() => CryptFile.Open(path, CryptFolder.Keys(), _folder.Path("out"), Token)).Problem);
    }

    [Fact]
    public void Of_several_keys_the_right_one_is_found()
    {
        string path = _folder.Write("wa.db.crypt15", CryptFolder.Sealed("crypt15", CryptFolder.SqliteLike(2000), 0));
        using SourceKeys keys = CryptFolder.Keys(seed: 4);
        keys.Add(new SourceKey(SourceKeyKind.Passphrase, "a passphrase"u8.ToArray()));
        keys.Add(new SourceKey(SourceKeyKind.RootKey, [.. CryptFolder.RootKey]));

        string parameters = CryptFile.Open(path, keys, _folder.Path("out"), Token);
        CryptFile.Seal("crypt15", parameters, _folder.Path("out"), _folder.Path("again.crypt15"), keys, Token);
        CryptFile.Open(_folder.Path("again.crypt15"), CryptFolder.Keys(), _folder.Path("out2"), Token);

        Assert.Equal(File.ReadAllBytes(_folder.Path("out")), File.ReadAllBytes(_folder.Path("out2")));
    }

    [Fact]
    public void Sealing_again_wants_the_key_it_was_opened_with()
    {
        string path = _folder.Write("wa.db.crypt15", CryptFolder.Sealed("crypt15", CryptFolder.SqliteLike(2000), 0));
        string parameters = CryptFile.Open(path, CryptFolder.Keys(), _folder.Path("out"), Token);

        Assert.Equal(ChatFormatProblem.KeyNeeded, Problem(SourceKeys.None));
        Assert.Equal(ChatFormatProblem.WrongKey, Problem(CryptFolder.Keys(seed: 5)));

        ChatFormatProblem Problem(SourceKeys keys) => Assert.Throws<ChatFormatException>(
            () => CryptFile.Seal("crypt15", parameters, _folder.Path("out"), _folder.Path("again.crypt15"), keys, Token)).Problem;
    }

    [Fact]
    public void A_backup_of_several_files_has_no_MD5()
    {
        byte[] zip = [.. "PK\u0003\u0004"u8, .. CryptFolder.SqliteLike(3000)];
        byte[] whole = CryptFolder.Sealed("crypt15", zip, 0, zlibLevel: null, md5: false);
        string path = _folder.Write("stickers.db.crypt15", whole);

        string parameters = CryptFile.Open(path, CryptFolder.Keys(), _folder.Path("out"), Token);

        Assert.Equal(zip, File.ReadAllBytes(_folder.Path("out")));
        Assert.Equal((false, null, CryptContent.Zip), (CryptParameters.Parse("crypt15", parameters).HasMd5, CryptParameters.Parse("crypt15", parameters).ZlibLevel, CryptParameters.Parse("crypt15", parameters).Content));
        Assert.Equal(ChatFormatProblem.WrongKey, Assert.Throws<ChatFormatException>(() => CryptFile.Open(path, CryptFolder.Keys(seed: 3), _folder.Path("out"), Token)).Problem);

        whole[^20] ^= 1;
        _folder.Write("stickers.db.crypt15", whole);
        Assert.Equal(ChatFormatProblem.Damaged, Assert.Throws<ChatFormatException>(() => CryptFile.Open(path, CryptFolder.Keys(), _folder.Path("out"), Token)).Problem);
    }

    [Fact]
    public void A_stream_that_inflates_without_end_is_refused()
    {
        byte[] bomb = new byte[96 << 20];
        string path = _folder.Write("msgstore.db.crypt15", CryptFolder.Sealed("crypt15", bomb, 0, zlibLevel: 9));

        ChatFormatException error = Assert.Throws<ChatFormatException>(() => CryptFile.Open(path, CryptFolder.Keys(), _folder.Path("out"), Token));

        Assert.Equal(ChatFormatProblem.LimitExceeded, error.Problem);
        Assert.False(File.Exists(_folder.Path("out")));
    }

    [Fact]
    public void Something_else_is_not_this_format()
    {
        string path = _folder.Write("holiday.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, 0x4A, 0x46]);

        ChatFormatException error = Assert.Throws<ChatFormatException>(() => CryptFile.Open(path, CryptFolder.Keys(), _folder.Path("out"), Token));

        Assert.Equal(ChatFormatProblem.NotThisFormat, error.Problem);
    }

    [Fact]
    public void Whatever_is_changed_ends_in_our_exception_or_the_same_plaintext()
    {
        byte[] plain = CryptFolder.SqliteLike(500);
        byte[][] wholes = [.. new[] { "crypt12", "crypt14", "crypt15" }.Select(container => CryptFolder.Sealed(container, plain, 40))];
        using SourceKeys keys = CryptFolder.Keys();
        Random random = new(20240917);

        for (int round = 0; round < 1500; round++)
        {
            byte[] changed = CryptFolder.Mutate(wholes[round % 3], random);
            string path = _folder.Write(round % 2 == 0 ? "msgstore.db.crypt15" : "wallpapers.backup.crypt14", changed);
            try
            {
                CryptFile.Open(path, keys, _folder.Path("out"), Token);
                Assert.Equal(plain, File.ReadAllBytes(_folder.Path("out")));
            }
            catch (ChatFormatException)
            {
                Assert.False(File.Exists(_folder.Path("out")));
            }

            File.Delete(_folder.Path("out"));
        }
    }

    [Fact]
    public void Parameters_that_are_no_parameters_are_refused()
    {
        foreach (string json in new[] { "", "{}", "[]", "{\"header\":1}", "{\"header\":\"AAEC\",\"md5\":true}", "{\"header\":\"%%\"}" })
        {
            Assert.Throws<ChatFormatException>(() => CryptParameters.Parse("crypt15", json));
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
