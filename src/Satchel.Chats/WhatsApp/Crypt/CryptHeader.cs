using System.Security.Cryptography;

namespace Satchel.Chats.WhatsApp.Crypt;

/// <summary>
/// Everything before the ciphertext.
/// <code>
/// crypt12                          crypt14, crypt15
/// OFFSET  SIZE  MEANING            SIZE    MEANING
/// 0       2     00 01              varint  length L of the prefix; one byte below 128, two up to 16383
/// 2       1     key version        L       BackupPrefix, a protobuf message:
/// 3       32    server salt                  2  crypt14: 3 server salt (32), 4 google id salt (16), 5 nonce (16)
/// 35      16    google id salt               3  crypt15: 1 nonce (16)
/// 51      16    nonce                        4  metadata, not needed to decrypt
/// </code>
/// Source: docs/formats/whatsapp-crypt.md.
/// </summary>
internal sealed class CryptHeader
{
    public const string Crypt12 = "crypt12";
    public const string Crypt14 = "crypt14";
    public const string Crypt15 = "crypt15";

    private const int Crypt12Bytes = 67;

    private readonly int _nonceOffset;
    private readonly int _serverSaltOffset;
    private readonly int _googleIdSaltOffset;

    private CryptHeader(string container, byte[] bytes, int nonceOffset, int serverSaltOffset, int googleIdSaltOffset)
    {
        Container = container;
        Bytes = bytes;
        _nonceOffset = nonceOffset;
        _serverSaltOffset = serverSaltOffset;
        _googleIdSaltOffset = googleIdSaltOffset;
    }

    /// <summary>The container's name.</summary>
    public string Container { get; }

    /// <summary>All of it, the varint included.</summary>
    public byte[] Bytes { get; }

    /// <summary>The GCM nonce.</summary>
    public ReadOnlySpan<byte> Nonce => Bytes.AsSpan(_nonceOffset, GcmCipher.NonceBytes);

    /// <summary>Whether the header says which key file it belongs to.</summary>
    public bool NamesKeyFile => _serverSaltOffset >= 0 && _googleIdSaltOffset >= 0;

    /// <summary>Reads the header at the front of a file.</summary>
    /// <param name="front">The first bytes of the file, at most <see cref="CryptLimits.MaxHeaderBytes"/> and a varint.</param>
    /// <param name="where">The file's name.</param>
    /// <exception cref="ChatFormatException">They are no header that we know.</exception>
    public static CryptHeader Read(ReadOnlySpan<byte> front, string where)
    {
        if (front.Length < 3)
        {
            throw Refusal(ChatFormatProblem.Truncated, where, $"ends after {front.Length} bytes");
        }

        if (front[0] == 0 && front[1] == 1)
        {
            return front.Length >= Crypt12Bytes
                ? new CryptHeader(Crypt12, front[..Crypt12Bytes].ToArray(), nonceOffset: 51, serverSaltOffset: 3, googleIdSaltOffset: 35)
                : throw Refusal(ChatFormatProblem.Truncated, where, $"ends inside the header of {Crypt12Bytes} bytes");
        }

        if (!ProtobufCursor.TryReadVarint(front, out ulong length, out int varintBytes) || length == 0)
        {
            throw Refusal(ProblemOfHeader(where), where, "does not begin with the header of an encrypted backup");
        }

        if (length > CryptLimits.MaxHeaderBytes)
        {
            throw Refusal(ProblemOfHeader(where), where, $"begins with a header of {length} bytes; at most {CryptLimits.MaxHeaderBytes} are read");
        }

        if ((ulong)(front.Length - varintBytes) < length)
        {
            throw Refusal(ChatFormatProblem.Truncated, where, $"ends inside the header of {length} bytes");
        }

        return ReadPrefix(front[..(varintBytes + (int)length)], varintBytes)
            ?? throw Refusal(ProblemOfHeader(where), where, "has a header without the nonce of a crypt14 or crypt15 backup");
    }

    /// <summary>Makes a header from nothing; the nonce is zero until <see cref="WithFreshNonce"/>.</summary>
    public static CryptHeader Make(string container, WhatsAppKeyFile? keyFile, ReadOnlySpan<byte> metadata)
    {
        if (container == Crypt12)
        {
            byte[] fixedHeader = new byte[Crypt12Bytes];
            fixedHeader[1] = 1;
            fixedHeader[2] = keyFile?.KeyVersion ?? 2;
            keyFile?.ServerSalt.CopyTo(fixedHeader.AsSpan(3));
            keyFile?.GoogleIdSalt.CopyTo(fixedHeader.AsSpan(35));
            return Read(fixedHeader, container);
        }

        ProtobufBuilder prefix = new();
        ProtobufBuilder nonce = new();
        if (container == Crypt14)
        {
            prefix.Add(1, 0);
            nonce.Add(1, [0, 1]);
            nonce.Add(2, [(byte)('0' + (keyFile?.KeyVersion ?? 2))]);
            nonce.Add(3, keyFile is null ? new byte[32] : keyFile.ServerSalt);
            nonce.Add(4, keyFile is null ? new byte[16] : keyFile.GoogleIdSalt);
            nonce.Add(5, new byte[GcmCipher.NonceBytes]);
            prefix.Add(2, nonce.Written);
        }
        else
        {
            prefix.Add(1, 1);
            nonce.Add(1, new byte[GcmCipher.NonceBytes]);
            prefix.Add(3, nonce.Written);
        }

        prefix.Add(4, metadata);
        if (container == Crypt15)
        {
            prefix.Add(6, 3);   // a key of 64 digits, as every recent backup says
        }

        ProtobufBuilder whole = new();
        whole.AddLengthAnd(prefix.Written);
        return Read(whole.Written, container);
    }

    /// <summary>The same header with a new random nonce: a key must never see a nonce twice.</summary>
    public CryptHeader WithFreshNonce()
    {
        byte[] copy = [.. Bytes];
        RandomNumberGenerator.Fill(copy.AsSpan(_nonceOffset, GcmCipher.NonceBytes));
        return new CryptHeader(Container, copy, _nonceOffset, _serverSaltOffset, _googleIdSaltOffset);
    }

    /// <summary>Whether the salts are those of a key file.</summary>
    public bool Names(WhatsAppKeyFile keyFile) => NamesKeyFile
        && Bytes.AsSpan(_serverSaltOffset, 32).SequenceEqual(keyFile.ServerSalt)
        && Bytes.AsSpan(_googleIdSaltOffset, 16).SequenceEqual(keyFile.GoogleIdSalt);

    private static CryptHeader? ReadPrefix(ReadOnlySpan<byte> header, int prefixOffset)
    {
        int nonce14 = -1;
        int nonce15 = -1;
        int serverSalt = -1;
        int googleIdSalt = -1;
        ProtobufCursor prefix = new(header[prefixOffset..]);
        while (prefix.TryReadField())
        {
            if (prefix.IsNumber || prefix.Field is not (2 or 3))
            {
                continue;
            }

            int offset = prefixOffset + prefix.BytesOffset;
            ProtobufCursor keyData = new(prefix.Bytes);
            while (keyData.TryReadField())
            {
                switch (prefix.Field, keyData.Field, keyData.Bytes.Length)
                {
                    case (2, 3, 32): serverSalt = offset + keyData.BytesOffset; break;
                    case (2, 4, 16): googleIdSalt = offset + keyData.BytesOffset; break;
                    case (2, 5, GcmCipher.NonceBytes): nonce14 = offset + keyData.BytesOffset; break;
                    case (3, 1, GcmCipher.NonceBytes): nonce15 = offset + keyData.BytesOffset; break;
                }
            }

            if (!keyData.AtEnd)
            {
                return null;
            }
        }

        return (prefix.AtEnd, nonce14, nonce15) switch
        {
            (true, _, >= 0) => new CryptHeader(Crypt15, header.ToArray(), nonce15, -1, -1),
            (true, >= 0, _) => new CryptHeader(Crypt14, header.ToArray(), nonce14, serverSalt, googleIdSalt),
            _ => null,
        };
    }

    // A file that is named as a backup and does not begin as one was damaged; any other is simply something else.
    private static ChatFormatProblem ProblemOfHeader(string where) =>
        CryptNames.ContainerOf(where) is null ? ChatFormatProblem.NotThisFormat : ChatFormatProblem.Damaged;

    private static ChatFormatException Refusal(ChatFormatProblem problem, string where, string message) => new(problem, where, message);
}
