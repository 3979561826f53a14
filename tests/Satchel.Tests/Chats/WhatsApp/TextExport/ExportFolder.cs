using System.IO.Compression;
using System.Text;
using Satchel.Chats;
using Satchel.Chats.WhatsApp.TextExport;

namespace Satchel.Tests.Chats.WhatsApp.TextExport;

/// <summary>A folder with exported chats, made by hand.</summary>
internal sealed class ExportFolder : IDisposable
{
    public const char Lrm = '\u200E';

    public static readonly WhatsAppTextExport Format = new();

    public string Path { get; } = Directory.CreateTempSubdirectory("satchel-export-").FullName;

    public string Write(string name, string text, bool bom = false)
    {
        string path = System.IO.Path.Join(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, new UTF8Encoding(bom));
        return path;
    }

    public string Zip(string name, params (string Name, string Text)[] entries)
    {
        string path = System.IO.Path.Join(Path, name);
        using ZipArchive zip = new(File.Create(path), ZipArchiveMode.Create);
        foreach ((string entryName, string text) in entries)
        {
            using Stream entry = zip.CreateEntry(entryName).Open();
            entry.Write(Encoding.UTF8.GetBytes(text));
        }

        return path;
    }

    public IReadOnlyList<ChatSource> Find() => Format.Find(Path, [], TestContext.Current.CancellationToken);

    public static IChatReader Read(string path, ReaderOptions? options = null)
    {
        ChatSource source = Assert.Single(Format.Find(path, [], TestContext.Current.CancellationToken));
        return Format.OpenReader(source, new Dictionary<string, OpenedDatabase>(), options ?? new ReaderOptions { TimeZone = TimeZoneInfo.Utc });
    }

    public List<Message> ReadText(string text, ReaderOptions? options = null, string name = "WhatsApp Chat with Ben.txt")
    {
        using IChatReader reader = Read(Write(name, text), options);
        return [.. reader.ReadMessages(TestContext.Current.CancellationToken)];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
