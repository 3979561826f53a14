using Satchel.Chats.WhatsApp.Crypt;

namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <summary>
/// Where the output lies until all of it is done, and how it gets into its place: the files of messages first, the database of messages last.
/// </summary>
internal sealed class OutputFiles : IDisposable
{
    private const string MessagesName = "msgstore.db";
    private const string ContactsName = "wa.db";

    private readonly WriterTarget _target;
    private readonly string _unfinished;
    private readonly string? _parameters;

    /// <exception cref="ChatFormatException"><see cref="ChatFormatProblem.KeyNeeded"/> or <see cref="ChatFormatProblem.WrongKey"/>: the container could not be made.</exception>
    public OutputFiles(WriterTarget target)
    {
        _target = target;
        _parameters = ParametersOf(target);
        if (IsSealed)
        {
            CryptFile.RequireKey(target.Container, _parameters, MessagesName + "." + target.Container, target.Keys);
        }

        _unfinished = Path.Join(target.Folder, ".unfinished");
        Directory.CreateDirectory(_unfinished);

        // Where the output is encrypted, its plain form is not left in the person's folder even by a crash.
        string plainFolder = IsSealed ? Path.Join(target.ScratchFolder, Path.GetRandomFileName()) : _unfinished;
        Directory.CreateDirectory(plainFolder);
        PlainFolder = plainFolder;
    }

    /// <summary>Whether the database is encrypted.</summary>
    public bool IsSealed => _target.Container != WhatsAppNames.Plain;

    /// <summary>The folder that stands for the WhatsApp folder.</summary>
    public string Root => _unfinished;

    /// <summary>The database of messages while it is plain.</summary>
    public string MessagesPath => Path.Join(PlainFolder, MessagesName);

    /// <summary>The database of contacts.</summary>
    public string ContactsPath => Path.Join(PlainFolder, ContactsName);

    private string PlainFolder { get; }

    /// <summary>Puts everything into its place.</summary>
    public void Publish(CancellationToken cancellationToken)
    {
        string databases = Path.Join(_target.Folder, "Databases");
        string finished = MessagesPath;
        string name = MessagesName;
        if (IsSealed)
        {
            name += "." + _target.Container;
            finished = Path.Join(_unfinished, name);
            CryptFile.Seal(_target.Container, _parameters, MessagesPath, finished, _target.Keys, cancellationToken);
        }

        string media = Path.Join(_unfinished, "Media");
        Directory.CreateDirectory(databases);
        if (Directory.Exists(media))
        {
            Directory.Move(media, Path.Join(_target.Folder, "Media"));
        }

        if (!IsSealed && File.Exists(ContactsPath))
        {
            File.Move(ContactsPath, Path.Join(databases, ContactsName));
        }

        File.Move(finished, Path.Join(databases, name));
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

    // With the header of the phone's own backup, where it is of the same container: the most likely to be taken by the app.
    private static string? ParametersOf(WriterTarget target)
    {
        if (target.Into is not { } into || into.Source.Databases.FirstOrDefault(database => database.Role == DatabaseRole.Messages) is not { } messages)
        {
            return null;
        }

        return messages.Container == target.Container && into.Databases.TryGetValue(messages.Path, out OpenedDatabase? opened) ? opened.Parameters : null;
    }
}
