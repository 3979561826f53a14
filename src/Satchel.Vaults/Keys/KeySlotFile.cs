using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Satchel.Vaults.Native;

namespace Satchel.Vaults.Keys;

/// <summary>A key slot as it lies in <c>keys/</c>: JSON of one form only, with a mac and a checksum (docs/format.md, section 5.3).</summary>
internal sealed record KeySlotFile(KeySlot Slot, string Mac)
{
    private const string Algorithm = "argon2id13";

    /// <summary>The file of a slot, made by who holds the vault's keys.</summary>
    public static KeySlotFile Create(KeySlot slot, KeyRing keys) => new(slot, MacOf(slot, keys));

    /// <summary>Reads a file.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: it is not what was written, or lies under another's name.</exception>
    public static KeySlotFile Parse(ReadOnlySpan<byte> file, KeySlotName name)
    {
        KeySlotFile read;
        try
        {
            var reader = new Utf8JsonReader(file, new JsonReaderOptions { MaxDepth = 3 });
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            read = Read(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw Damaged(name, "it does not have the form it was written in", error);
        }

        if (!file.SequenceEqual(read.Write()))
        {
            throw Damaged(name, "it does not have the form or the checksum it was written with");
        }

        if (read.Slot.FileName != name)
        {
            throw Damaged(name, "it holds another slot than its name says");
        }

        return read.Slot.Cost is { IsAllowed: false }
            ? throw Damaged(name, "the cost of its passphrase is outside of what is allowed")
            : read;
    }

    /// <summary>The file, byte for byte.</summary>
    public byte[] Write()
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"{TextOf(Slot)}  \"mac\": \"{Mac}\",\n");
        string checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        return Encoding.UTF8.GetBytes($"{text}  \"checksum\": \"{checksum}\"\n}}\n");
    }

    /// <summary>Whether who wrote it held the vault's keys.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: they did not.</exception>
    public void Verify(KeyRing keys)
    {
        if (MacOf(Slot, keys) != Mac)
        {
            throw Damaged(Slot.FileName, "it was not made with the vault's keys");
        }
    }

    /// <summary>Whether a damaged file may have been the slot of this kind: it does not plainly say another.</summary>
    public static bool MayBe(string kind, ReadOnlySpan<byte> file)
    {
        foreach (string other in (ReadOnlySpan<string>)[KeySlotKind.Passphrase, KeySlotKind.Recovery, KeySlotKind.Device])
        {
            if (other != kind && file.IndexOf(Encoding.ASCII.GetBytes($"\n  \"kind\": \"{other}\",\n")) >= 0)
            {
                return false;
            }
        }

        return true;
    }

    private static string MacOf(KeySlot slot, KeyRing keys) => Convert.ToHexStringLower(keys.Authenticate(Encoding.UTF8.GetBytes("key slot\n" + TextOf(slot))));

    private static string TextOf(KeySlot slot)
    {
        var text = new StringBuilder(1024);
        text.Append(CultureInfo.InvariantCulture, $"{{\n  \"format\": {VaultConfig.Format},\n  \"slot\": \"{slot.Slot}\",\n  \"kind\": \"{slot.Kind}\",\n  \"name\": \"");
        AppendEscaped(text, slot.Name);
        text.Append(CultureInfo.InvariantCulture, $"\",\n  \"createdAt\": \"{VaultTime.Write(slot.CreatedAt)}\",\n  \"publicKey\": \"{Convert.ToHexStringLower(slot.PublicKey)}\",\n");
        if (slot.Cost is PassphraseCost cost)
        {
            text.Append(CultureInfo.InvariantCulture, $"  \"kdf\": {{\n    \"algorithm\": \"{Algorithm}\",\n    \"memoryBytes\": {cost.MemoryBytes},\n    \"passes\": {cost.Passes},\n    \"salt\": \"{Convert.ToHexStringLower(cost.Salt)}\"\n  }},\n");
        }

        if (slot.PrivateKey is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"  \"privateKey\": \"{Convert.ToHexStringLower(slot.PrivateKey)}\",\n");
        }

        text.Append("  \"epochs\": [\n").AppendJoin(",\n", slot.Epochs.Select(box => $"    \"{Convert.ToHexStringLower(box)}\"")).Append("\n  ],\n");
        return text.ToString();
    }

    // One way to write a string: only what JSON forbids is escaped, with four lower-case digits.
    private static void AppendEscaped(StringBuilder text, string value)
    {
        foreach (char c in value)
        {
            if (c is '"' or '\\')
            {
                text.Append('\\').Append(c);
            }
            else if (c < ' ')
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
            else
            {
                text.Append(c);
            }
        }
    }

    private static KeySlotFile Read(JsonElement root)
    {
        if (!VaultTime.TryRead(root.GetProperty("createdAt").GetString(), out DateTimeOffset createdAt))
        {
            throw new FormatException("createdAt is not a time.");
        }

        string kind = root.GetProperty("kind").GetString()!;
        bool isPassphrase = kind == KeySlotKind.Passphrase;
        if (!isPassphrase && kind is not (KeySlotKind.Recovery or KeySlotKind.Device))
        {
            throw new FormatException("kind is not a kind of slot.");
        }

        string name = root.GetProperty("name").GetString()!;
        JsonElement epochs = root.GetProperty("epochs");
        if (name.Length > KeySlot.MaxNameLength || epochs.GetArrayLength() is < 1 or > KeySlotName.MaxEpochs)
        {
            throw new FormatException("name or epochs is too long.");
        }

        var slot = new KeySlot
        {
            Slot = root.GetProperty("slot").GetString()!,
            Kind = kind,
            Name = name,
            CreatedAt = createdAt,
            PublicKey = Hex(root.GetProperty("publicKey"), Sodium.KeyBytes),
            Cost = isPassphrase ? ReadCost(root.GetProperty("kdf")) : null,
            PrivateKey = isPassphrase ? Hex(root.GetProperty("privateKey"), KeySlot.WrappedKeyBytes) : null,
            Epochs = [.. epochs.EnumerateArray().Select(box => Hex(box, Sodium.SealedKeyBytes))],
        };
        return new KeySlotFile(slot, root.GetProperty("mac").GetString()!);
    }

    private static PassphraseCost ReadCost(JsonElement kdf) =>
        new(kdf.GetProperty("memoryBytes").GetInt64(), kdf.GetProperty("passes").GetInt32(), Hex(kdf.GetProperty("salt"), Sodium.SaltBytes));

    private static byte[] Hex(JsonElement element, int lengthBytes)
    {
        byte[] bytes = Convert.FromHexString(element.GetString()!);
        return bytes.Length == lengthBytes ? bytes : throw new FormatException("A value has the wrong length.");
    }

    private static VaultException Damaged(KeySlotName name, string what, Exception? inner = null) =>
        new(VaultProblem.Damaged, $"{name.Blob} is damaged: {what}", inner);
}
