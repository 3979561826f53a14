using System.IO.Compression;
using System.Text;

namespace Satchel.Chats.WhatsApp.Crypt;

/// <content>Making containers.</content>
public static partial class CryptFile
{
    /// <summary>
    /// Encrypts a plain file into a container: with the header it came in, where the parameters tell, else with one made from
    /// nothing; always under a fresh nonce.
    /// </summary>
    /// <param name="container"><c>crypt12</c>, <c>crypt14</c> or <c>crypt15</c>.</param>
    /// <param name="parametersJson">What <see cref="Open"/> gave, or null.</param>
    /// <param name="plainPath">The plain file.</param>
    /// <param name="outputPath">The file to make; nothing is left of it on failure.</param>
    /// <param name="keys">The person's keys; the one that the container was opened with is taken.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="ChatFormatException"><see cref="ChatFormatProblem.KeyNeeded"/> or <see cref="ChatFormatProblem.WrongKey"/>.</exception>
    public static void Seal(string container, string? parametersJson, string plainPath, string outputPath, SourceKeys keys, CancellationToken cancellationToken)
    {
        string where = Path.GetFileName(outputPath);
        if (container is not (CryptHeader.Crypt12 or CryptHeader.Crypt14 or CryptHeader.Crypt15))
        {
            throw new ChatFormatException(ChatFormatProblem.UnsupportedVersion, where, $"no container {container} is known");
        }

        CryptParameters? kept = parametersJson is null ? null : CryptParameters.Parse(container, parametersJson);
        List<CryptKey> candidates = CryptKey.For(kept?.Header ?? CryptHeader.Make(container, null, default), keys);
        try
        {
            CryptKey key = ChooseKey(container, kept, candidates, where);
            CryptParameters parameters = kept ?? CryptParameters.ForNew(container, key.KeyFile);
            CryptHeader header = parameters.Header.WithFreshNonce();
            using FileStream plain = new(plainPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
            MakeFile(outputPath, output => Write(plain, output, header, parameters, key, cancellationToken));
        }
        finally
        {
            candidates.ForEach(candidate => candidate.Dispose());
        }
    }

    /// <summary>Refuses, before any work is done, what <see cref="Seal"/> would refuse for want of a key.</summary>
    /// <exception cref="ChatFormatException"><see cref="ChatFormatProblem.KeyNeeded"/> or <see cref="ChatFormatProblem.WrongKey"/>.</exception>
    internal static void RequireKey(string container, string? parametersJson, string where, SourceKeys keys)
    {
        CryptParameters? kept = parametersJson is null ? null : CryptParameters.Parse(container, parametersJson);
        List<CryptKey> candidates = CryptKey.For(kept?.Header ?? CryptHeader.Make(container, null, default), keys);
        try
        {
            _ = ChooseKey(container, kept, candidates, where);
        }
        finally
        {
            candidates.ForEach(candidate => candidate.Dispose());
        }
    }

    private static CryptKey ChooseKey(string container, CryptParameters? kept, List<CryptKey> candidates, string where)
    {
        if (candidates.Count == 0)
        {
            throw new ChatFormatException(ChatFormatProblem.KeyNeeded, where, $"has to be encrypted ({container}), and no key for that was given");
        }

        if (kept is null)
        {
            // The salts of a crypt12 or crypt14 header come from the key file: without one no phone would know the key.
            return candidates.Find(candidate => container == CryptHeader.Crypt15 || candidate.KeyFile is not null)
                ?? throw new ChatFormatException(ChatFormatProblem.KeyNeeded, where, $"a new {container} backup needs WhatsApp's key file");
        }

        return candidates.Find(candidate => kept.KeyFingerprint is null || candidate.Fingerprint == kept.KeyFingerprint)
            ?? throw new ChatFormatException(ChatFormatProblem.WrongKey, where, "none of the keys is the one that this backup was opened with");
    }

    private static long Write(FileStream plain, FileStream output, CryptHeader header, CryptParameters parameters, CryptKey key, CancellationToken cancellationToken)
    {
        using CryptSealStream sealing = new(output, new GcmCipher(key.Key, header.Nonce, encrypt: true));
        sealing.WriteHeader(header.Bytes);
        if (parameters.ZlibLevel is { } level)
        {
            using ZLibStream compressed = new(sealing, new ZLibCompressionOptions { CompressionLevel = level }, leaveOpen: true);
            CopyAll(plain, compressed, cancellationToken);
        }
        else
        {
            CopyAll(plain, sealing, cancellationToken);
        }

        sealing.Complete(parameters.HasMd5, parameters.Suffix is null ? default : Encoding.ASCII.GetBytes("--" + parameters.Suffix));
        return output.Position;
    }

    private static void CopyAll(FileStream source, Stream target, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[CryptLimits.BufferBytes];
        int read;
        while ((read = source.Read(buffer)) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            target.Write(buffer, 0, read);
        }
    }
}
