using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Satchel.Chats.Sqlite;

namespace Satchel.TestKit.Containers;

/// <summary>
/// A backup of the shape of an iPhone's, without its formats: files under the hashes of their paths, a database that names them, and a
/// small file that says whether all of it is encrypted. Encryption is XOR with the hash of the password.
/// </summary>
public static class FakeBackup
{
    public const string Manifest = "Manifest.db";
    public const string Properties = "Manifest.plist";

    /// <summary>Makes a backup of a folder, or brings one up to date; what did not change is not touched.</summary>
    public static void Write(string folder, string backup, string? password)
    {
        Directory.CreateDirectory(backup);
        List<(string Path, string Full)> files =
            [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => (Path.GetRelativePath(folder, f), f)).OrderBy(f => f.Item1, StringComparer.Ordinal)];
        string manifest = Path.Combine(backup, Guid.NewGuid().ToString("N"));
        using (SqliteDatabase database = SqliteDatabase.OpenForWriting(manifest))
        {
            database.Execute("CREATE TABLE Files (fileID TEXT PRIMARY KEY, path TEXT, mode INTEGER, modified INTEGER, size INTEGER)");
            foreach ((string path, string full) in files)
            {
                FileInfo info = new(full);
                string modified = $"{new DateTimeOffset(info.LastWriteTimeUtc).ToUnixTimeSeconds()}";
                database.Execute($"INSERT INTO Files VALUES ('{IdOf(path)}', '{path}', {(int)info.UnixFileMode}, {modified}, {info.Length})");
            }
        }

        Seal(backup, File.ReadAllBytes(manifest), password, files.Select(f => (f.Path, File.ReadAllBytes(f.Full))));
        File.Delete(manifest);
    }

    /// <summary>The password's key; zeros for none.</summary>
    public static byte[] KeyOf(string? password) => password is null ? new byte[SHA256.HashSizeInBytes] : SHA256.HashData(Encoding.UTF8.GetBytes(password));

    /// <summary>Encrypts and decrypts.</summary>
    public static byte[] Crypt(byte[] content, byte[] key) => [.. content.Select((b, i) => (byte)(b ^ key[i % key.Length]))];

    /// <summary>Where a file lies below the backup.</summary>
    public static string StoredPath(string backup, string path) => Path.Combine(backup, IdOf(path)[..2], IdOf(path));

    internal static void Seal(string backup, byte[] manifest, string? password, IEnumerable<(string Path, byte[] Content)> files)
    {
        byte[] key = KeyOf(password);
        foreach ((string path, byte[] content) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(StoredPath(backup, path))!);
            WriteChanged(StoredPath(backup, path), Crypt(content, key));
        }

        WriteChanged(Path.Combine(backup, Manifest), Crypt(manifest, key));
        WriteChanged(
            Path.Combine(backup, Properties),
            JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["check"] = password is null ? "" : Convert.ToHexString(SHA256.HashData(key)) }));
    }

    private static string IdOf(string path) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..40];

    private static void WriteChanged(string path, byte[] content)
    {
        if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(content))
        {
            File.WriteAllBytes(path, content);
        }
    }
}
