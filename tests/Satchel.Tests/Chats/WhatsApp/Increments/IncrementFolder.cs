using System.IO.Compression;
using System.Text;
using Satchel.Chats;
using Satchel.Chats.WhatsApp.Android;
using Satchel.Chats.WhatsApp.Crypt;
using Satchel.Cli.Samples;

namespace Satchel.Tests.Chats.WhatsApp.Increments;

/// <summary>An encrypted phone with increments that are put together here, field by field.</summary>
internal sealed class IncrementFolder : IDisposable
{
    public const string Friend = "447700900999@s.whatsapp.net";
    public const string Group = "120363000000000001@g.us";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("satchel-increments-");

    public IncrementFolder()
    {
        SamplePhone.Create(new SampleOptions(_root.FullName, 40, 8, 0), CancellationToken.None);
        SamplePhone.Encrypt(_root.FullName, Path.Combine(_root.FullName, "key.txt"), CancellationToken.None);
        SourceKeyFile.Read(Path.Combine(_root.FullName, "key.txt"), Keys);
        Directory.CreateDirectory(Scratch);
    }

    public SourceKeys Keys { get; } = new();

    public string Scratch => Path.Combine(_root.FullName, "scratch");

    public static byte[] Fields(params (int Field, object Value)[] fields)
    {
        ProtobufBuilder message = new();
        foreach ((int field, object value) in fields)
        {
            switch (value)
            {
                case string text: message.Add(field, Encoding.UTF8.GetBytes(text)); break;
                case byte[] bytes: message.Add(field, bytes); break;
                case bool flag: message.Add(field, flag ? 1u : 0u); break;
                case long number: message.Add(field, (ulong)number); break;
                default: message.Add(field, (ulong)(int)value); break;
            }
        }

        return message.Written.ToArray();
    }

    /// <summary>A WebMessageInfo with a message in it.</summary>
    public static byte[] Message(string chat, string id, bool fromMe, long seconds, byte[] content, params (int Field, object Value)[] more) =>
        Fields([(1, Fields((1, chat), (2, fromMe), (3, id))), (2, content), (3, seconds), (4, 3), .. more]);

    /// <summary>A HistorySync with one conversation.</summary>
    public static byte[] Sync(string chat, byte[][] messages, params (int Field, object Value)[] more) =>
        Fields([(1, 3), (2, Fields([(1, chat), .. messages.Select(message => (2, (object)Fields((1, message))))])), .. more]);

    public static byte[] Zip(params byte[][] blocks)
    {
        ProtobufBuilder lengthAndBlock = new();
        foreach (byte[] block in blocks)
        {
            lengthAndBlock.AddLengthAnd(block);
        }

        return Zip(("header.json", "{\"added_messages\":{\"format\":\"protobuf\"}}"u8.ToArray()), ("messages.bin", lengthAndBlock.Written.ToArray()));
    }

    public static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using MemoryStream packed = new();
        using (ZipArchive zip = new(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in entries)
            {
                using Stream stream = zip.CreateEntry(name).Open();
                stream.Write(content);
            }
        }

        return packed.ToArray();
    }

    public void WriteIncrement(int number, byte[] zip)
    {
        string plain = Path.Combine(_root.FullName, "increment.zip");
        File.WriteAllBytes(plain, zip);
        CryptFile.Seal("crypt15", null, plain, PathOf(number), Keys, CancellationToken.None);
    }

    public string PathOf(int number) => Path.Combine(_root.FullName, "WhatsApp", "Databases", $"msgstore-increment-{number}.db.crypt15");

    /// <summary>Finds the phone and reads all of it.</summary>
    public (List<Message> Messages, List<Chat> Chats, List<Participant> People, List<string> Warnings) Read()
    {
        WhatsAppAndroid format = new();
        ChatSource source = Assert.Single(format.Find(_root.FullName, [], CancellationToken.None));
        Dictionary<string, OpenedDatabase> databases = source.Databases.Where(database => database.Role != DatabaseRole.Other)
            .ToDictionary(database => database.Path, database => format.OpenDatabase(source, null, database, Keys, Scratch, CancellationToken.None));
        try
        {
            using IChatReader reader = format.OpenReader(source, databases, new ReaderOptions());
            return ([.. reader.ReadMessages(CancellationToken.None)], [.. reader.ReadChats(CancellationToken.None)], [.. reader.ReadParticipants(CancellationToken.None)], [.. reader.Warnings]);
        }
        finally
        {
            foreach (OpenedDatabase database in databases.Values)
            {
                database.Dispose();
            }
        }
    }

    public void Dispose()
    {
        Keys.Dispose();
        _root.Delete(recursive: true);
    }
}
