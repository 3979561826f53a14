namespace Satchel.Vaults.Keys;

/// <summary>A recovery code: 32 bytes that open a vault, and the Satchel cloud account that holds it.</summary>
public sealed class RecoveryCodeSecret : VaultSecret
{
    /// <summary>Reads a code as it was typed: without regard to case, spaces and hyphens.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.WrongSecret"/>: it was mistyped; the message says where.</exception>
    public RecoveryCodeSecret(string code)
        : base(RecoveryCode.Read(code))
    {
    }

    private RecoveryCodeSecret(Secret secret)
        : base(secret)
    {
    }

    /// <summary>A new random one.</summary>
    public static RecoveryCodeSecret Create() => new(Secret.Random(RecoveryCode.SecretBytes));

    /// <summary>The one that these 32 bytes are; they stay the caller's to zero.</summary>
    public static RecoveryCodeSecret FromBytes(ReadOnlySpan<byte> secret) => secret.Length == RecoveryCode.SecretBytes
        ? new RecoveryCodeSecret(new Secret(secret))
        : throw new ArgumentException($"A recovery secret has {RecoveryCode.SecretBytes} bytes; got {secret.Length}.", nameof(secret));

    /// <summary>The same once more, to be disposed by itself.</summary>
    public RecoveryCodeSecret Copy() => new(new Secret(Bytes.Span));

    /// <summary>The code, to be shown to its person: 64 characters in 16 groups with hyphens between.</summary>
    public string WriteCode() => RecoveryCode.Write(Bytes.Span);
}
