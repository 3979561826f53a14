using Satchel.Chats.Apple.Plists;

namespace Satchel.Chats.Apple.Backups;

/// <summary>
/// What the manifest holds of one file: a keyed archive of an MBFile. An edit changes what it names and leaves every other key as it was. Not changed
/// itself: each edit makes another.
/// </summary>
internal sealed class MbFile
{
    private const string Archiver = "NSKeyedArchiver";
    private const string DataKey = "NS.data";

    private readonly PlistDictionary _archive;
    private readonly IReadOnlyList<PlistValue> _objects;
    private readonly int _at;
    private readonly string _where;

    private MbFile(PlistDictionary archive, string where)
    {
        _archive = archive;
        _where = where;
        if (archive.Text("$archiver") != Archiver || archive["$objects"] is not PlistArray { Items: var objects } || archive.Dictionary("$top")?["root"] is not PlistUid root)
        {
            throw Failure("is no keyed archive");
        }

        _objects = objects;
        _at = root.Index < (ulong)objects.Count && objects[(int)root.Index] is PlistDictionary ? (int)root.Index : throw Failure("has no file at its root");
    }

    /// <summary>The length of the content; null where it is not told.</summary>
    public long? Size => Fields.Integer("Size") is >= 0 and long size ? size : null;

    /// <summary>When the content changed, in seconds since 1970.</summary>
    public long LastModified => Fields.Integer("LastModified") ?? 0;

    /// <summary>Type and permission bits.</summary>
    public int Mode => (int)((Fields.Integer("Mode") ?? 0) & 0xFFFF);

    /// <summary>The class whose key wraps the file's.</summary>
    public uint ProtectionClass => (uint)((Fields.Integer("ProtectionClass") ?? 0) & uint.MaxValue);

    /// <summary>The number of the file on the phone.</summary>
    public long InodeNumber => Fields.Integer("InodeNumber") ?? 0;

    /// <summary>The wrapped key, its class before it; null where the backup is not encrypted.</summary>
    public ReadOnlyMemory<byte>? EncryptionKey => Data("EncryptionKey");

    /// <summary>A checksum; most files have none.</summary>
    public ReadOnlyMemory<byte>? Digest => Data("Digest");

    /// <summary>Where a link leads.</summary>
    public string? Target => (Referred("Target") as PlistString)?.Text;

    /// <summary>The path below the domain.</summary>
    public string? RelativePath => (Referred("RelativePath") as PlistString)?.Text;

    private PlistDictionary Fields => (PlistDictionary)_objects[_at];

    /// <summary>Reads an archive.</summary>
    /// <exception cref="ChatFormatException">It is none of a file.</exception>
    public static MbFile Read(ReadOnlyMemory<byte> bytes, string where) => bytes.Length <= AppleLimits.MaxRecordBytes
        ? new MbFile(Plist.ReadDictionary(bytes, where), where)
        : throw new ChatFormatException(ChatFormatProblem.LimitExceeded, where, $"has a record of {bytes.Length} bytes; at most {AppleLimits.MaxRecordBytes} are read");

    /// <summary>A new record, as iOS writes it.</summary>
    public static MbFile Create(string relativePath, int mode, uint protectionClass)
    {
        PlistDictionary fields = new([
            new("LastModified", new PlistInteger(0)),
            new("Flags", new PlistInteger(0)),
            new("GroupID", new PlistInteger(501)),
            new("LastStatusChange", new PlistInteger(0)),
            new("RelativePath", new PlistUid(2)),
            new("Birth", new PlistInteger(0)),
            new("Size", new PlistInteger(0)),
            new("InodeNumber", new PlistInteger(0)),
            new("Mode", new PlistInteger(mode)),
            new("UserID", new PlistInteger(501)),
            new("ProtectionClass", new PlistInteger(protectionClass)),
            new("$class", new PlistUid(3)),
        ]);
        return new MbFile(
            new PlistDictionary([
                new("$version", new PlistInteger(100_000)),
                new("$archiver", new PlistString(Archiver)),
                new("$top", new PlistDictionary([new("root", new PlistUid(1))])),
                new("$objects", new PlistArray([new PlistString("$null"), fields, new PlistString(relativePath), ClassOf("MBFile", "NSObject")])),
            ]),
            relativePath);
    }

    /// <summary>The record with another path.</summary>
    public MbFile WithPath(string relativePath) => WithText("RelativePath", relativePath);

    /// <summary>The record with another place for a link to lead to.</summary>
    public MbFile WithTarget(string target) => WithText("Target", target);

    /// <summary>The record with another number.</summary>
    public MbFile With(string field, long value) => With(Replaced(_at, Fields.With(field, new PlistInteger(value))));

    /// <summary>The record with other times.</summary>
    public MbFile WithTimes(long unixSeconds, bool isNew)
    {
        MbFile changed = With("LastModified", unixSeconds).With("LastStatusChange", unixSeconds);
        return isNew ? changed.With("Birth", unixSeconds) : changed;
    }

    /// <summary>The record with another wrapped key.</summary>
    public MbFile WithEncryptionKey(ReadOnlyMemory<byte> stored)
    {
        if (Referred("EncryptionKey") is { } there and (PlistData or PlistDictionary))
        {
            return WithData("EncryptionKey", there, stored);
        }

        int at = _objects.Count;
        PlistDictionary data = new([new(DataKey, new PlistData(stored)), new("$class", new PlistUid((ulong)at + 1))]);
        return With([.. Replaced(_at, Fields.With("EncryptionKey", new PlistUid((ulong)at))), data, ClassOf("NSMutableData", "NSData", "NSObject")]);
    }

    /// <summary>The record with another checksum where it has one.</summary>
    public MbFile WithDigest(ReadOnlyMemory<byte> digest) => Referred("Digest") is { } there and (PlistData or PlistDictionary) ? WithData("Digest", there, digest) : this;

    /// <summary>The record without a field; what it referred to becomes nothing.</summary>
    public MbFile Without(string field)
    {
        if (Fields[field] is not { } value)
        {
            return this;
        }

        MbFile less = With(Replaced(_at, Fields.Without(field)));
        return value is PlistUid { Index: var at } && at > 0 && at < (ulong)_objects.Count && !less.Refers(at) ? less.With(less.Replaced((int)at, new PlistString("$null"))) : less;
    }

    /// <summary>The bytes of the archive.</summary>
    public byte[] Encode() => BinaryPlistWriter.Write(_archive);

    private static PlistDictionary ClassOf(params string[] names) => new([
        new("$classname", new PlistString(names[0])),
        new("$classes", new PlistArray([.. names.Select(name => new PlistString(name))])),
    ]);

    private bool Refers(ulong index) => _objects.OfType<PlistDictionary>().Any(dictionary => dictionary.Entries.Any(entry => entry.Value is PlistUid uid && uid.Index == index));

    private PlistValue? Referred(string field) => Fields[field] switch
    {
        PlistUid { Index: var index } => index < (ulong)_objects.Count ? _objects[(int)index] : throw Failure($"refers to object {index} of {_objects.Count}"),
        var value => value,
    };

    // Fixed bytes are archived as themselves, bytes that may change as a dictionary around them.
    private ReadOnlyMemory<byte>? Data(string field) => Referred(field) switch
    {
        PlistData { Bytes: var bytes } => bytes,
        PlistDictionary dictionary => dictionary.Data(DataKey),
        _ => null,
    };

    private MbFile WithData(string field, PlistValue there, ReadOnlyMemory<byte> bytes)
    {
        PlistValue value = there is PlistDictionary dictionary ? dictionary.With(DataKey, new PlistData(bytes)) : new PlistData(bytes);
        return Fields[field] is PlistUid { Index: var at } ? With(Replaced((int)at, value)) : With(Replaced(_at, Fields.With(field, value)));
    }

    private MbFile WithText(string field, string text) =>
        Fields[field] is PlistUid { Index: var at } && Referred(field) is PlistString && !With(Replaced(_at, Fields.Without(field))).Refers(at)
            ? With(Replaced((int)at, new PlistString(text)))
            : With([.. Replaced(_at, Fields.With(field, new PlistUid((ulong)_objects.Count))), new PlistString(text)]);

    private List<PlistValue> Replaced(int at, PlistValue value)
    {
        List<PlistValue> objects = [.. _objects];
        objects[at] = value;
        return objects;
    }

    private MbFile With(IReadOnlyList<PlistValue> objects) => new(_archive.With("$objects", new PlistArray(objects)), _where);

    private ChatFormatException Failure(string message) => new(ChatFormatProblem.Damaged, _where, $"its record in the manifest {message}");
}
