using System.Security.Cryptography;
using System.Text;

namespace Satchel.Vaults.Keys;

/// <summary>HKDF-SHA256 with the vault's labels (docs/format.md, sections 2 and 5.1). Labels are dated, so that a later scheme cannot meet this one.</summary>
internal static class KeyDerivation
{
    public const int KeyBytes = 32;
    public const string Config = "config";
    public const string Names = "names";
    public const string Evidence = "evidence";
    public const string Packs = "packs";
    public const string Pack = "pack";
    public const string Blob = "blob";
    public const string Recovery = "recovery";

    private const string Dated = "satchel 2026-11-21 ";

    /// <summary>The label under which a device's signing key is derived.</summary>
    public static string Sign(ReadOnlySpan<byte> device) => "sign " + Convert.ToHexStringLower(device);

    /// <summary>HKDF(<paramref name="key"/>, <paramref name="salt"/>, "satchel 2026-11-21 " + <paramref name="label"/>).</summary>
    public static void Derive(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt, string label, Span<byte> derived)
    {
        Span<byte> info = stackalloc byte[128];
        int length = Encoding.ASCII.GetBytes(Dated, info);
        length += Encoding.ASCII.GetBytes(label, info[length..]);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, derived, salt, info[..length]);
    }

    /// <summary>The same, into a new secret.</summary>
    public static Secret Derive(ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt, string label)
    {
        var derived = new Secret(KeyBytes);
        Derive(key, salt, label, derived.Span);
        return derived;
    }
}
