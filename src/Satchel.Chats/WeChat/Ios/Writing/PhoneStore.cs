namespace Satchel.Chats.WeChat.Ios.Writing;

/// <summary>The target phone's own store: which of its databases is which, and where its files go in the one that is written.</summary>
internal sealed class PhoneStore
{
    private readonly WriterBase _into;
    private readonly string _accountFolder;

    public PhoneStore(WriterBase into)
    {
        _into = into;
        if (into.Source.Format.App != "wechat" || into.Source.Format.Platform != "ios")
        {
            throw new ChatFormatException(
                ChatFormatProblem.NotThisFormat, into.Source.Root, $"is a store of {into.Source.Format.App} on {into.Source.Format.Platform}, and not of WeChat on an iPhone");
        }

        List<SourceDatabase> messages = [.. into.Source.Databases.Where(database => database.Role == DatabaseRole.Messages)];
        if (messages.Count == 0)
        {
            throw new ChatFormatException(ChatFormatProblem.NotThisFormat, into.Source.Root, "holds no database of messages");
        }

        if (messages.Find(database => !into.Databases.ContainsKey(database.Path)) is { } broken)
        {
            throw new ChatFormatException(ChatFormatProblem.BrokenReference, broken.Path, "the messages' database could not be opened, so that nobody could tell which messages the phone has");
        }

        _accountFolder = messages[0].Path[..(messages[0].Path.LastIndexOf('/') - WeChatIosNames.Databases.Length)];
        Messages = [.. messages.Select(database => (NameOf(database.Path), into.Databases[database.Path].File.Path)).OrderBy(database => WeChatIosNames.ShardOf(Path.GetFileName(database.Item1)) ?? -1)];
        string folder = _accountFolder.Length > 0 ? Path.GetFileName(_accountFolder.TrimEnd('/')) : Path.GetFileName(into.Source.Root);
        Account = into.Source.Part ?? (WeChatIosNames.IsAccount(folder) ? folder : null);
    }

    /// <summary>What was found.</summary>
    public WriterBase Base => _into;

    /// <summary>The account's folder; null where it is not called as the app calls it.</summary>
    public string? Account { get; }

    /// <summary>The databases of messages below the account's folder, the oldest first, and where each lies as a plain file.</summary>
    public IReadOnlyList<(string Name, string PlainPath)> Messages { get; }

    /// <summary>Another database below the account's folder, plain; null where there is none.</summary>
    public string? Beside(string name) => _into.Databases.TryGetValue(_accountFolder + name, out OpenedDatabase? opened) ? opened.File.Path : null;

    /// <summary>Where a file of the phone's goes below the folder that is written; null for what is not the app's own folder.</summary>
    /// <param name="path">The file below the source's root.</param>
    /// <param name="account">The account's folder in what is written.</param>
    public string? PlaceOf(string path, string account)
    {
        if (path.StartsWith(_accountFolder, StringComparison.Ordinal))
        {
            return $"{WeChatIosNames.Documents}/{account}/{path[_accountFolder.Length..]}";
        }

        int end = _accountFolder.TrimEnd('/').LastIndexOf('/') + 1;
        string documents = _accountFolder[..end];
        if (documents.Length == 0)
        {
            return $"{WeChatIosNames.Documents}/{path}";
        }

        string container = documents[..^(WeChatIosNames.Documents.Length + 1)];
        return path.StartsWith(container, StringComparison.Ordinal) ? path[container.Length..] : null;
    }

    private string NameOf(string path) => path[_accountFolder.Length..];
}
