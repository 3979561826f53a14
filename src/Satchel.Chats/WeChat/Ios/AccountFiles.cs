using Satchel.Chats.Apple;

namespace Satchel.Chats.WeChat.Ios;

/// <summary>The small files beside an account's databases, wherever they lie: below a folder, or in a backup that was opened.</summary>
/// <param name="root">The source's root.</param>
/// <param name="files">The opened backup; null for a folder.</param>
/// <param name="accountFolder">The account's folder below the root, with a <c>/</c> at its end; empty where it is the root.</param>
internal sealed class AccountFiles(string root, ISourceFiles? files, string accountFolder)
{
    // The app numbers its settings.
    private const string UserNameKey = "86";
    private const string NameKey = "88";

    /// <summary>The account's folder below the root, with a <c>/</c> at its end.</summary>
    public string AccountFolder => accountFolder;

    // The account's folder lies in the documents'.
    private string? DocumentsFolder => accountFolder.Length == 0 ? null : accountFolder[..(accountFolder.AsSpan(0, accountFolder.Length - 1).LastIndexOf('/') + 1)];

    /// <summary>Whether there is a file at a path below the root.</summary>
    public bool Exists(string path) => files is null ? File.Exists(Path.Join(root, path)) : files.Find(path) is { Kind: SourceFileKind.File };

    /// <summary>Reads a file below the account's folder; null where it is not there, cannot be read, or is too long to be what it is said to be.</summary>
    public byte[]? ReadOfAccount(string path, int mostBytes) => Read(accountFolder + path, mostBytes);

    /// <summary>Who the account's owner is, by the settings beside it; null where they do not say.</summary>
    /// <param name="hash">The hash of the owner's user name: what the account's folder is called.</param>
    public LoginRecord? FindOwner(string hash)
    {
        List<LoginRecord> found = [];
        if (DocumentsFolder is { } documents && Read(documents + WeChatIosNames.Logins, WeChatIosLimits.MaxSettingsBytes) is { } logins)
        {
            found.AddRange(LoginRecord.ReadAll(logins));
        }

        if (ReadOfAccount(WeChatIosNames.Settings, WeChatIosLimits.MaxSettingsBytes) is { } archive && SettingsArchive.Read(archive) is { } archived)
        {
            found.Add(archived);
        }

        found.AddRange(MappedSettings());
        List<LoginRecord> owners = [.. found.Where(record => string.Equals(WeChatIds.ChatHash(record.UserName), hash, StringComparison.OrdinalIgnoreCase))];
        return owners.Find(record => record.Name is not null) ?? owners.FirstOrDefault();
    }

    // Newer versions keep them in a file that is named for the account.
    private IEnumerable<LoginRecord> MappedSettings()
    {
        if (DocumentsFolder is not { } documents)
        {
            yield break;
        }

        string start = $"{documents}{WeChatIosNames.SettingsFolder}/{WeChatIosNames.Settings}.";
        foreach (string path in PathsFrom(start).Take(2 * WeChatIosLimits.MaxLogins))
        {
            string userName = path[start.Length..];
            if (userName.Length > 0 && !userName.EndsWith(".crc", StringComparison.Ordinal))
            {
                MmkvFile? values = Read(path, WeChatIosLimits.MaxSettingsBytes) is { } bytes ? MmkvFile.Read(bytes) : null;
                yield return new LoginRecord(userName, values?.Text(NameKey));
                if (values?.Text(UserNameKey) is { } named && named != userName)
                {
                    yield return new LoginRecord(named, values.Text(NameKey));
                }
            }
        }
    }

    /// <summary>The files whose paths below the root begin with something, in order.</summary>
    public IReadOnlyList<string> PathsFrom(string start)
    {
        if (files is not null)
        {
            return files is IosBackupFiles backup ? [.. backup.PathsFrom(start)] : [];
        }

        try
        {
            string folder = start[..start.LastIndexOf('/')];
            string full = Path.Join(root, folder);
            return Directory.Exists(full)
                ? [.. Directory.EnumerateFiles(full).Select(path => $"{folder}/{Path.GetFileName(path)}").Where(path => path.StartsWith(start, StringComparison.Ordinal)).Order(StringComparer.Ordinal)]
                : [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private byte[]? Read(string path, int mostBytes)
    {
        try
        {
            using Stream? content = Open(path);
            if (content is null)
            {
                return null;
            }

            using MemoryStream read = new();
            byte[] buffer = new byte[64 * 1024];
            while (content.Read(buffer) is var length and > 0)
            {
                if (read.Length + length > mostBytes)
                {
                    return null;
                }

                read.Write(buffer, 0, length);
            }

            return read.ToArray();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ChatFormatException)
        {
            return null;   // what such a file says is not known then; the messages are read all the same
        }
    }

    private Stream? Open(string path)
    {
        if (files is not null)
        {
            return files.Find(path) is { Kind: SourceFileKind.File } file ? files.Open(file) : null;
        }

        string full = Path.Join(root, path);
        return File.Exists(full) ? new FileStream(full, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1) : null;
    }
}
