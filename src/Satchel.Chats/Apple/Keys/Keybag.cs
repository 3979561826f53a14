using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Satchel.Chats.Apple.Keys;

// BackupKeyBag of Manifest.plist, fields one after the other:
//   OFFSET  SIZE  MEANING
//   0       4     tag, ASCII
//   4       4     length n, big-endian
//   8       n     value; numbers have 4 bytes, big-endian
// First those of the keybag (VERS TYPE UUID HMCK WRAP SALT ITER DPWT DPIC DPSL), then those of each class, which begin at another
// UUID (UUID CLAS WRAP KTYP WPKY).
// Source: docs/formats/iphone-backup.md, "Keybag".

/// <summary>The keys of a backup, each of one protection class, wrapped under a key that comes of the person's password.</summary>
internal sealed class Keybag
{
    private const string Where = "Manifest.plist, BackupKeyBag";
    private const uint BackupType = 1;
    private const uint WrappedByPassword = 2;

    private readonly Dictionary<uint, byte[]> _wrapped = [];

    private Keybag(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > KeybagLimits.MaxBytes)
        {
            throw Failure(ChatFormatProblem.LimitExceeded, $"has {bytes.Length} bytes; at most {KeybagLimits.MaxBytes} are read");
        }

        Class? open = null;
        bool hasOwnId = false;
        while (!bytes.IsEmpty)
        {
            string tag = Take(ref bytes, out ReadOnlySpan<byte> value);
            if (tag == "UUID" && hasOwnId)
            {
                Add(open);
                open = new Class();
            }

            hasOwnId |= tag == "UUID";
            if (open is null)
            {
                ReadOwn(tag, value);
            }
            else
            {
                open.Read(tag, value);
            }
        }

        Add(open);
        CheckComplete();
    }

    /// <summary>The salt of the second derivation.</summary>
    public byte[] Salt { get; private set; } = [];

    /// <summary>The rounds of the second derivation.</summary>
    public int Rounds { get; private set; }

    /// <summary>The salt of the first derivation; empty in backups of iOS before 10.2, which have none.</summary>
    public byte[] FirstSalt { get; private set; } = [];

    /// <summary>The rounds of the first derivation; 0 where there is none.</summary>
    public int FirstRounds { get; private set; }

    /// <summary>The wrapped keys by class.</summary>
    public IReadOnlyDictionary<uint, byte[]> Wrapped => _wrapped;

    /// <summary>Reads a keybag.</summary>
    /// <exception cref="ChatFormatException">It is none, or is over a limit.</exception>
    public static Keybag Read(ReadOnlySpan<byte> bytes) => new(bytes);

    private static string Take(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> value)
    {
        uint length = bytes.Length < 8 ? uint.MaxValue : BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]);
        if (bytes.Length < 8 || length > (uint)(bytes.Length - 8))
        {
            throw Failure(ChatFormatProblem.Truncated, "ends inside a field");
        }

        string tag = Encoding.Latin1.GetString(bytes[..4]);
        value = bytes.Slice(8, (int)length);
        bytes = bytes[(8 + (int)length)..];
        return tag;
    }

    private void ReadOwn(string tag, ReadOnlySpan<byte> value)
    {
        switch (tag)
        {
            case "TYPE" when Number(tag, value) is var type && (type & 0x3FFF_FFFF) != BackupType:
                throw Failure(ChatFormatProblem.UnsupportedVersion, $"is of type {type}; a backup's is {BackupType}");
            case "SALT":
                Salt = CheckedSalt(value);
                break;
            case "ITER":
                Rounds = CheckedRounds(tag, value);
                break;
            case "DPSL":
                FirstSalt = CheckedSalt(value);
                break;
            case "DPIC":
                FirstRounds = CheckedRounds(tag, value);
                break;
        }
    }

    private void Add(Class? one)
    {
        if (one is null || (one.Wrap & WrappedByPassword) == 0 || one.Key is null)
        {
            return;   // wrapped under a key of the phone alone: nobody else opens it
        }

        if (_wrapped.Count == KeybagLimits.MaxClasses)
        {
            throw Failure(ChatFormatProblem.LimitExceeded, $"has more than {KeybagLimits.MaxClasses} classes");
        }

        _wrapped[one.Number] = one.Key;
    }

    private void CheckComplete()
    {
        if (_wrapped.Count == 0 || Rounds == 0 || Salt.Length == 0 || (FirstRounds == 0) != (FirstSalt.Length == 0))
        {
            throw Failure(ChatFormatProblem.Damaged, "lacks a salt, a number of rounds or every key");
        }
    }

    private static int CheckedRounds(string tag, ReadOnlySpan<byte> value)
    {
        uint rounds = Number(tag, value);
        return rounds is >= 1 and <= KeybagLimits.MaxRounds
            ? (int)rounds
            : throw Failure(ChatFormatProblem.LimitExceeded, string.Create(CultureInfo.InvariantCulture, $"{tag} asks for {rounds} rounds; 1 to {KeybagLimits.MaxRounds} are done, phones write 10000000"));
    }

    private static byte[] CheckedSalt(ReadOnlySpan<byte> value) => value.Length <= KeybagLimits.MaxSaltBytes
        ? value.ToArray()
        : throw Failure(ChatFormatProblem.LimitExceeded, $"has a salt of {value.Length} bytes");

    private static uint Number(string tag, ReadOnlySpan<byte> value) => value.Length == 4
        ? BinaryPrimitives.ReadUInt32BigEndian(value)
        : throw Failure(ChatFormatProblem.Damaged, $"{tag} has {value.Length} bytes; 4 were expected");

    private static ChatFormatException Failure(ChatFormatProblem problem, string message) => new(problem, Where, message);

    private sealed class Class
    {
        public uint Number { get; private set; }

        public uint Wrap { get; private set; }

        public byte[]? Key { get; private set; }

        public void Read(string tag, ReadOnlySpan<byte> value)
        {
            switch (tag)
            {
                case "CLAS":
                    Number = Keybag.Number(tag, value);
                    break;
                case "WRAP":
                    Wrap = Keybag.Number(tag, value);
                    break;
                case "WPKY":
                    Key = value.ToArray();
                    break;
            }
        }
    }
}
