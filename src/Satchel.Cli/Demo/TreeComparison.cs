using Satchel.Chats;
using Satchel.Chats.Sqlite.Cipher;
using Satchel.Cli.Samples;
namespace Satchel.Cli.Demo;

/// <summary>Compares a restored folder with the one that was saved: files byte for byte with times and permissions, databases by their rows.</summary>
/// <param name="Files">Files that are equal byte for byte.</param>
/// <param name="Databases">Databases whose schema and rows are equal.</param>
/// <param name="Rows">The rows of these.</param>
internal sealed record TreeComparison(long Files, long Databases, long Rows)
{
    private static readonly string[] DatabaseLogs = ["-wal", "-shm", "-journal"];

    /// <summary>Compares the folders.</summary>
    /// <param name="expectedFolder">What was saved.</param>
    /// <param name="actualFolder">What came back.</param>
    /// <param name="keyFile">The key of WeChat's databases, where some are encrypted.</param>
    /// <param name="cancellationToken">Cancels the comparing.</param>
    /// <exception cref="CommandException">Something differs.</exception>
    public static TreeComparison Of(string expectedFolder, string actualFolder, string? keyFile, CancellationToken cancellationToken)
    {
        string[] expected = PathsBelow(expectedFolder);
        string[] actual = PathsBelow(actualFolder);
        if (!expected.SequenceEqual(actual))
        {
            string[] odd = [.. expected.Except(actual).Concat(actual.Except(expected))];
            throw Different(odd.FirstOrDefault() ?? "?", "it is in one of the folders only");
        }

        var result = new TreeComparison(0, 0, 0);
        foreach (string file in expected)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var before = new FileInfo(Path.Combine(expectedFolder, file));
            var after = new FileInfo(Path.Combine(actualFolder, file));
            if (IsDatabase(before))
            {
                long rows = DatabaseComparison.Compare(before.FullName, after.FullName, cancellationToken);
                result = result with { Databases = result.Databases + 1, Rows = result.Rows + rows };
                continue;
            }

            if (keyFile is not null && before.Name == SampleWeChat.Database)
            {
                result = result with { Databases = result.Databases + 1, Rows = result.Rows + CompareEncrypted(before.FullName, after.FullName, keyFile, cancellationToken) };
                continue;
            }

            CompareFile(before, after, file);
            result = result with { Files = result.Files + 1 };
        }

        return result;
    }

    private static long CompareEncrypted(string before, string after, string keyFile, CancellationToken cancellationToken)
    {
        string folder = Directory.CreateTempSubdirectory("satchel-").FullName;
        try
        {
            using SourceKeys keys = new();
            SourceKeyFile.Read(keyFile, keys);
            (string expected, string actual) = (Path.Combine(folder, "before"), Path.Combine(folder, "after"));
            EncryptedStore.Open(EncryptedStore.WeChatAndroid, before, expected, keys, cancellationToken);
            EncryptedStore.Open(EncryptedStore.WeChatAndroid, after, actual, keys, cancellationToken);
            return DatabaseComparison.Compare(expected, actual, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string[] PathsBelow(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => !DatabaseLogs.Any(log => path.EndsWith(log, StringComparison.Ordinal)))
            .Select(path => Path.GetRelativePath(folder, path))
            .Order(StringComparer.Ordinal)];

    private static bool IsDatabase(FileInfo file)
    {
        Span<byte> start = stackalloc byte[16];
        using FileStream stream = file.OpenRead();
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual("SQLite format 3\0"u8);
    }

    private static void CompareFile(FileInfo before, FileInfo after, string file)
    {
        if (before.UnixFileMode != after.UnixFileMode)
        {
            throw Different(file, "its permissions differ");
        }

        if (Math.Abs((before.LastWriteTimeUtc - after.LastWriteTimeUtc).TotalSeconds) >= 1)
        {
            throw Different(file, "its time of modification differs");
        }

        if (before.Length != after.Length || !HaveSameBytes(before, after))
        {
            throw Different(file, "its bytes differ");
        }
    }

    private static bool HaveSameBytes(FileInfo before, FileInfo after)
    {
        const int blockBytes = 256 * 1024;
        using FileStream first = before.OpenRead();
        using FileStream second = after.OpenRead();
        byte[] left = new byte[blockBytes];
        byte[] right = new byte[blockBytes];
        int read;
        while ((read = first.ReadAtLeast(left, blockBytes, throwOnEndOfStream: false)) > 0)
        {
            if (second.ReadAtLeast(right.AsSpan(0, read), read, throwOnEndOfStream: false) != read || !left.AsSpan(0, read).SequenceEqual(right.AsSpan(0, read)))
            {
                return false;
            }
        }

        return true;
    }

    private static CommandException Different(string file, string how) =>
        new(ExitCode.Failed, ErrorAnchor.Unexpected, $"{file}: {how}; what came back is not what was saved");
}
