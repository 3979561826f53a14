using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Satchel.Chats;
using Satchel.Chats.WhatsApp.Android;

namespace Satchel.TestKit.Containers;

/// <summary>An app whose history lies in a <see cref="FakeBackup"/>; its messages are those of a <c>msgstore.db</c>.</summary>
public sealed class FakeBackupFormat : IChatFormat
{
    public const string Container = "ios-backup";

    private readonly WhatsAppAndroid _messages = new();
    private int _read;

    public string App => "whatsapp";

    public string Platform => "ios";

    /// <summary>How many files' contents were opened so far.</summary>
    public int Opened => _read;

    public IReadOnlyList<ChatSource> Find(string path, ICollection<string> unreadable, CancellationToken cancellationToken) =>
        File.Exists(Path.Combine(path, FakeBackup.Properties))
            ? [new ChatSource { Format = this, Root = path, IsFile = false, Container = Container, NeedsKey = CheckOf(path).Length > 0, Databases = [] }]
            : [];

    public ISourceFiles? OpenFiles(ChatSource source, SourceKeys keys, string scratchFolder, CancellationToken cancellationToken) =>
        new FakeBackupFiles(source.Root, KeyFor(source.Root, keys), scratchFolder, () => Interlocked.Increment(ref _read));

    public void SealFiles(string container, string treeFolder, string outputFolder, SourceKeys keys, CancellationToken cancellationToken)
    {
        byte[] key = KeyFor(treeFolder, keys);
        string? password = CheckOf(treeFolder).Length == 0 ? null : PasswordOf(keys, key);
        string manifest = Path.Combine(treeFolder, FakeBackup.Manifest);
        if (!File.Exists(manifest))
        {
            throw new ChatFormatException(ChatFormatProblem.BrokenReference, FakeBackup.Manifest, "is not there");
        }

        FakeBackup.Seal(outputFolder, File.ReadAllBytes(manifest), password, Directory.EnumerateFiles(treeFolder, "*", SearchOption.AllDirectories)
            .Select(f => (Path.GetRelativePath(treeFolder, f), File.ReadAllBytes(f)))
            .Where(f => f.Item1 is not (FakeBackup.Manifest or FakeBackup.Properties)));
    }

    public void CheckSealKeys(string container, string listsFolder, SourceKeys keys, CancellationToken cancellationToken) => KeyFor(listsFolder, keys);

    public OpenedDatabase OpenDatabase(ChatSource source, ISourceFiles? files, SourceDatabase database, SourceKeys keys, string scratchFolder, CancellationToken cancellationToken)
    {
        string plain = Path.Combine(scratchFolder, Guid.NewGuid().ToString("N"));
        using (Stream content = files!.Open(files.Find(database.Path)!))
        using (FileStream copy = File.Create(plain))
        {
            content.CopyTo(copy);
        }

        bool isEncrypted = CheckOf(source.Root).Length > 0;
        return new OpenedDatabase(plain, isScratch: true, database.Container == Container ? $"{{\"encrypted\":{(isEncrypted ? "true" : "false")}}}" : null);
    }

    public void SealDatabase(string container, string? parameters, string plainPath, string outputPath, SourceKeys keys, CancellationToken cancellationToken) =>
        throw new ChatFormatException(ChatFormatProblem.UnsupportedVersion, container, "no such container");

    public IChatReader OpenReader(ChatSource source, IReadOnlyDictionary<string, OpenedDatabase> databases, ReaderOptions options) =>
        _messages.OpenReader(source, databases, options);

    private static string CheckOf(string folder) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(Path.Combine(folder, FakeBackup.Properties)))!["check"];

    private static byte[] KeyFor(string folder, SourceKeys keys)
    {
        string check = CheckOf(folder);
        if (check.Length == 0)
        {
            return FakeBackup.KeyOf(null);
        }

        List<byte[]> given = [.. keys.All.Where(k => k.Kind == SourceKeyKind.Passphrase).Select(k => SHA256.HashData(k.Bytes))];
        return given.Find(k => Convert.ToHexString(SHA256.HashData(k)) == check)
            ?? throw new ChatFormatException(given.Count == 0 ? ChatFormatProblem.KeyNeeded : ChatFormatProblem.WrongKey, folder, "the password does not open the backup");
    }

    private static string PasswordOf(SourceKeys keys, byte[] key) =>
        Encoding.UTF8.GetString(keys.All.First(k => SHA256.HashData(k.Bytes).AsSpan().SequenceEqual(key)).Bytes);
}
