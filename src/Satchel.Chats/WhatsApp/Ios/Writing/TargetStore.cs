namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>The target phone's own store: which of its databases is which.</summary>
internal sealed class TargetStore
{
    private readonly WriterBase _into;

    public TargetStore(WriterBase into)
    {
        _into = into;
        if (into.Source.Format.App != "whatsapp" || into.Source.Format.Platform != "ios")
        {
            throw new ChatFormatException(
                ChatFormatProblem.NotThisFormat, into.Source.Root, $"is a store of {into.Source.Format.App} on {into.Source.Format.Platform}, and not of WhatsApp on an iPhone");
        }

        SourceDatabase messages = into.Source.Databases.FirstOrDefault(database => database.Role == DatabaseRole.Messages)
            ?? throw new ChatFormatException(ChatFormatProblem.NotThisFormat, into.Source.Root, "holds no database of messages");
        MessagesPath = messages.Path;
        Folder = messages.Path[..(messages.Path.LastIndexOf('/') + 1)];
        Messages = PlainPathOf(messages.Path) ?? throw new ChatFormatException(ChatFormatProblem.BrokenReference, messages.Path, "the messages' database could not be opened");
    }

    /// <summary>What was found.</summary>
    public WriterBase Base => _into;

    /// <summary>Where the messages' database lies below the source's root.</summary>
    public string MessagesPath { get; }

    /// <summary>The app's folder below the source's root, with its slash; empty where it is the root.</summary>
    public string Folder { get; }

    /// <summary>The messages' database, plain.</summary>
    public string Messages { get; }

    /// <summary>Another database beside the messages', plain; null where there is none.</summary>
    public string? Beside(string name) => PlainPathOf(Folder + name);

    private string? PlainPathOf(string path) => _into.Databases.TryGetValue(path, out OpenedDatabase? opened) ? opened.File.Path : null;
}
