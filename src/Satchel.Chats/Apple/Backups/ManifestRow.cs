using Satchel.Chats.Sqlite;

namespace Satchel.Chats.Apple.Backups;

/// <summary>A row of the manifest: one file, folder or link of the phone.</summary>
/// <param name="FileId">What its payload is called: SHA-1 of domain, hyphen and path, 40 hex digits.</param>
/// <param name="Domain">The domain it lies in.</param>
/// <param name="Path">Its path below the domain; empty for the domain itself.</param>
/// <param name="Flags">What it is.</param>
/// <param name="Record">The archive with its properties.</param>
internal sealed record ManifestRow(string FileId, string Domain, string Path, long Flags, byte[] Record)
{
    /// <summary>The columns that <see cref="Of"/> reads, in their order.</summary>
    public const string Columns = "fileID, domain, relativePath, flags, file";

    /// <summary>A file.</summary>
    public const long FileFlag = 1;

    /// <summary>A folder.</summary>
    public const long FolderFlag = 2;

    /// <summary>A symbolic link.</summary>
    public const long LinkFlag = 4;

    /// <summary>Where it lies in the opened tree.</summary>
    public string TreePath => Path.Length == 0 ? Domain : Domain + "/" + Path;

    /// <summary>The row that a statement stands at.</summary>
    public static ManifestRow Of(SqliteStatement row)
    {
        ReadOnlySpan<byte> record = row.Blob(4);
        return new ManifestRow(row.Text(0), row.Text(1), row.Text(2), row.Integer(3), record.Length <= AppleLimits.MaxRecordBytes ? record.ToArray() : []);
    }

    /// <summary>Whether the name of a payload is one, and leads nowhere else.</summary>
    public static bool IsFileId(string text) => text.Length == 40 && text.All(char.IsAsciiHexDigitLower);

    /// <summary>Whether a path stays below where it is put.</summary>
    public static bool IsSafe(string path)
    {
        if (path.Length > AppleLimits.MaxPathLength || path.Contains('\0') || path.Contains('\uFFFD'))
        {
            return false;
        }

        foreach (Range range in path.AsSpan().Split('/'))
        {
            if (path.AsSpan(range) is "" or "." or "..")
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The name of the payload of a file.</summary>
    public static string FileIdOf(string domain, string path)
    {
        // The format's own rule, nothing that protects anything.
#pragma warning disable CA5350
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA1.HashData(System.Text.Encoding.UTF8.GetBytes(domain + "-" + path)));
#pragma warning restore CA5350
    }
}
