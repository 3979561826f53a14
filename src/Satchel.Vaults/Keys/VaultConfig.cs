using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Satchel.Storage;

namespace Satchel.Vaults.Keys;

/// <summary>
/// <c>satchel.json</c> (docs/format.md, section 4): what a vault is, in the open. It has one form only, so any bit that
/// differs is seen; its checksum tells damage from a wrong key before a key is tried, its mac tells forgery afterwards.
/// </summary>
internal sealed record VaultConfig(byte[] VaultId, DateTimeOffset CreatedAt, string Mac)
{
    public const int Format = 1;

    public static BlobName Name { get; } = new("satchel.json");

    /// <summary>The file of a new vault.</summary>
    public static VaultConfig Create(KeyRing keys, DateTimeOffset createdAt)
    {
        byte[] vaultId = keys.VaultId.ToArray();
        return new VaultConfig(vaultId, createdAt, Convert.ToHexStringLower(keys.Authenticate(Encoding.ASCII.GetBytes(TextOf(vaultId, createdAt)))));
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>, or <see cref="VaultProblem.NewerFormat"/>.</exception>
    public static VaultConfig Parse(ReadOnlySpan<byte> file)
    {
        VaultConfig? config = null;
        try
        {
            var reader = new Utf8JsonReader(file, new JsonReaderOptions { MaxDepth = 2 });
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            JsonElement root = document.RootElement;
            long format = root.GetProperty("format").GetInt64();
            config = TryReadMembers(root);
            if (format > Format && !IsFlippedBit(format, root, config))
            {
                throw new VaultException(VaultProblem.NewerFormat, $"satchel.json: the vault has format {format}, and this version of Satchel reads format {Format}; a newer version is needed");
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw Damaged(error);
        }

        return config is not null && file.SequenceEqual(config.Write()) ? config : throw Damaged();
    }

    /// <summary>The file, byte for byte.</summary>
    public byte[] Write() => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"{{\n  \"format\": {Format},\n  \"vault\": \"{Convert.ToHexStringLower(VaultId)}\",\n  \"createdAt\": \"{VaultTime.Write(CreatedAt)}\",\n  \"mac\": \"{Mac}\",\n  \"checksum\": \"{Checksum()}\"\n}}\n"));

    /// <summary>Whether who wrote it held the vault's key.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: they did not.</exception>
    public void Verify(KeyRing keys)
    {
        if (Create(keys, CreatedAt).Mac != Mac)
        {
            throw new VaultException(VaultProblem.Damaged, "satchel.json is not what the vault's keys made: it was changed by somebody without them");
        }
    }

    private static string TextOf(byte[] vaultId, DateTimeOffset createdAt) =>
        string.Create(CultureInfo.InvariantCulture, $"satchel.json\n{Format}\n{Convert.ToHexStringLower(vaultId)}\n{VaultTime.Write(createdAt)}\n");

    private static VaultConfig? TryReadMembers(JsonElement root)
    {
        if (!root.TryGetProperty("vault", out JsonElement vault) || !root.TryGetProperty("createdAt", out JsonElement created) || !root.TryGetProperty("mac", out JsonElement mac)
            || vault.ValueKind != JsonValueKind.String || created.ValueKind != JsonValueKind.String || mac.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        return vault.GetString() is { Length: KeyRing.IdBytes * 2 } id && VaultTime.TryRead(created.GetString(), out DateTimeOffset createdAt)
            ? new VaultConfig(Convert.FromHexString(id), createdAt, mac.GetString()!)
            : null;
    }

    // One flipped bit makes a 1 a 3, a 5 or a 9, which would send a person looking for a newer program. The checksum
    // was made over a 1, and says so.
    private static bool IsFlippedBit(long format, JsonElement root, VaultConfig? config) =>
        format is 3 or 5 or 9
        && config is not null
        && root.TryGetProperty("checksum", out JsonElement checksum)
        && checksum.ValueKind == JsonValueKind.String
        && checksum.GetString() == config.Checksum();

    private static VaultException Damaged(Exception? inner = null) =>
        new(VaultProblem.Damaged, "satchel.json is damaged: it does not have the form or the checksum it was written with", inner);

    private string Checksum() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(TextOf(VaultId, CreatedAt) + Mac)));
}
