using Satchel.Chats.Sqlite.Cipher;

namespace Satchel.Chats.WeChat.Android.Writing;

/// <summary>
/// Where the output lies until all of it is done, and how it gets into its place: <c>MicroMsg/&lt;account&gt;</c> with the files of messages first, the database last.
/// </summary>
internal sealed class StoreFiles : IDisposable
{
    private readonly WriterTarget _target;
    private readonly string _unfinished;
    private readonly string? _parameters;

    /// <exception cref="ChatFormatException"><see cref="ChatFormatProblem.KeyNeeded"/>: it is to be encrypted, and no key was given for that.</exception>
    public StoreFiles(WriterTarget target, string account)
    {
        _target = target;
        Account = account;
        _parameters = ParametersOf(target);
        if (IsSealed && !target.Keys.All.Any(CipherScheme.Version1.Takes))
        {
            throw new ChatFormatException(ChatFormatProblem.KeyNeeded, AndroidNames.Messages, "is to be encrypted, and no passphrase was given, nor the IMEI and the uin that make one");
        }

        _unfinished = Path.Join(target.Folder, ".unfinished");
        Directory.CreateDirectory(_unfinished);

        // Where the output is encrypted, its plain form is not left in the person's folder even by a crash.
        PlainFolder = IsSealed ? Path.Join(target.ScratchFolder, Path.GetRandomFileName()) : _unfinished;
        Directory.CreateDirectory(PlainFolder);
    }

    /// <summary>The name of the account's folder.</summary>
    public string Account { get; }

    /// <summary>Whether the database is encrypted.</summary>
    public bool IsSealed => _target.Container != AndroidNames.Plain;

    /// <summary>The folder that stands for the account's.</summary>
    public string Root => Path.Join(_unfinished, Account);

    /// <summary>The database while it is plain.</summary>
    public string MessagesPath => Path.Join(PlainFolder, AndroidNames.Messages);

    private string PlainFolder { get; }

    /// <summary>Puts everything into its place.</summary>
    public void Publish(CancellationToken cancellationToken)
    {
        string finished = MessagesPath;
        if (IsSealed)
        {
            finished = Path.Join(_unfinished, AndroidNames.Messages + ".sealed");
            CipherContainer.Seal(CipherScheme.Version1.Name, _parameters, MessagesPath, finished, _target.Keys, cancellationToken);
        }

        string app = Path.Join(_target.Folder, AndroidNames.AppFolder);
        string account = Path.Join(app, Account);
        Directory.CreateDirectory(app);
        if (Directory.Exists(Root))
        {
            Directory.Move(Root, account);
        }

        Directory.CreateDirectory(account);
        File.Move(finished, Path.Join(account, AndroidNames.Messages));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (string folder in (ReadOnlySpan<string>)[_unfinished, PlainFolder])
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    // Under the salt that the phone's own store has, where it is encrypted as this one is to be.
    private static string? ParametersOf(WriterTarget target)
    {
        if (target.Into is not { } into || into.Source.Databases.FirstOrDefault(database => database.Role == DatabaseRole.Messages) is not { } messages)
        {
            return null;
        }

        return messages.Container == CipherScheme.Version1.Name && into.Databases.TryGetValue(messages.Path, out OpenedDatabase? opened) ? opened.Parameters : null;
    }
}
