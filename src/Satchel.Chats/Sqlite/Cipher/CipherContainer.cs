using System.Security.Cryptography;
using System.Text.Json;

namespace Satchel.Chats.Sqlite.Cipher;

/// <summary>
/// Encrypted databases as containers of a source: opened page by page for reading, and encrypted again under the salt they had, because an app that
/// was given a key for one file derived it from that file's salt.
/// </summary>
internal static class CipherContainer
{
    private const int CheckBytes = 8;

    private static ReadOnlySpan<byte> CheckLabel => "Satchel: which of the person's keys this was"u8;

    /// <summary>Opens a file with the first key and scheme that fit its first page; a <c>-wal</c> beside it is applied as it is read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="keys">The person's keys.</param>
    /// <param name="schemes">The schemes to try.</param>
    /// <exception cref="ChatFormatException">
    /// <see cref="ChatFormatProblem.KeyNeeded"/>, <see cref="ChatFormatProblem.WrongKey"/>, or <see cref="ChatFormatProblem.Truncated"/>: it is shorter than a page.
    /// </exception>
    public static OpenedDatabase Open(string path, SourceKeys keys, IReadOnlyList<CipherScheme> schemes)
    {
        CipherDatabase database = CipherDatabase.Open(path, keys, schemes);
        return new OpenedDatabase(database, database.DescribeKey(ParametersOf));
    }

    /// <summary>Whether a file begins as a plain SQLite database does: what is encrypted begins with its salt.</summary>
    public static bool IsPlain(string path)
    {
        Span<byte> start = stackalloc byte[CipherScheme.SaltBytes];
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual(SqliteHeader.Magic);
    }

    /// <summary>Encrypts a plain database again.</summary>
    /// <param name="container">The scheme's name.</param>
    /// <param name="parameters">What <see cref="Open"/> gave; null for a database that is new: it gets a new salt, and the first key that the scheme takes.</param>
    /// <param name="plainPath">The plain database; its pages have the scheme's shape.</param>
    /// <param name="outputPath">The file to make.</param>
    /// <param name="keys">The person's keys.</param>
    /// <param name="cancellationToken">Cancels; no output is left then.</param>
    /// <exception cref="ChatFormatException">
    /// <see cref="ChatFormatProblem.KeyNeeded"/> or <see cref="ChatFormatProblem.WrongKey"/>: the key that it had is not among them;
    /// <see cref="ChatFormatProblem.Damaged"/>: the parameters are not ours.
    /// </exception>
    public static void Seal(string container, string? parameters, string plainPath, string outputPath, SourceKeys keys, CancellationToken cancellationToken)
    {
        CipherScheme scheme = CipherScheme.Find(container)
            ?? throw new ChatFormatException(ChatFormatProblem.UnsupportedVersion, container, "this version knows no such encryption");
        using CipherKey key = FindKey(scheme, parameters, Path.GetFileName(outputPath), keys);
        CipherSeal.Write(plainPath, outputPath, key, cancellationToken);
    }

    private static CipherKey FindKey(CipherScheme scheme, string? parameters, string name, SourceKeys keys)
    {
        (byte[] salt, byte[]? check) = parameters is null ? (RandomNumberGenerator.GetBytes(CipherScheme.SaltBytes), null) : Parse(parameters, name);
        bool isTried = false;
        foreach (SourceKey given in keys.All.Where(scheme.Takes))
        {
            isTried = true;
            CipherKey key = new(scheme, given.Bytes, salt);
            if (check is null || CryptographicOperations.FixedTimeEquals(CheckOf(key), check))
            {
                return key;
            }

            key.Dispose();
        }

        throw isTried
            ? new ChatFormatException(ChatFormatProblem.WrongKey, name, "was encrypted with another key")
            : new ChatFormatException(ChatFormatProblem.KeyNeeded, name, "is to be encrypted again, and no key was given that it could be encrypted with");
    }

    // Eight bytes tell one of the person's keys from another, and lie inside the vault.
    private static byte[] CheckOf(CipherKey key) => key.Authenticate(CheckLabel)[..CheckBytes];

    private static string ParametersOf(CipherKey key) =>
        $$"""{"salt":"{{Convert.ToHexStringLower(key.Salt)}}","check":"{{Convert.ToHexStringLower(CheckOf(key))}}"}""";

    private static (byte[] Salt, byte[] Check) Parse(string parameters, string name)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(parameters);
            byte[] salt = Convert.FromHexString(json.RootElement.GetProperty("salt").GetString() ?? "");
            byte[] check = Convert.FromHexString(json.RootElement.GetProperty("check").GetString() ?? "");
            if (salt.Length == CipherScheme.SaltBytes && check.Length == CheckBytes)
            {
                return (salt, check);
            }
        }
        catch (Exception e) when (e is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            // Said below.
        }

        throw new ChatFormatException(ChatFormatProblem.Damaged, name, "the snapshot does not tell how it was encrypted");
    }
}
