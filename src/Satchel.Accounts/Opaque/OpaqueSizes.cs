using Satchel.Accounts.Native;

namespace Satchel.Accounts.Opaque;

/// <summary>The lengths in bytes of OPAQUE-3DH's messages (RFC 9807, sections 4 to 6) with ristretto255 and SHA-512.</summary>
public static class OpaqueSizes
{
    /// <summary>A registration request.</summary>
    public const int RegistrationRequest = Element;

    /// <summary>A registration response: the evaluated element, the server's public key.</summary>
    public const int RegistrationResponse = Element + Key;

    /// <summary>A registration record: the client's public key, the masking key, the envelope.</summary>
    public const int Record = Key + Hash + Envelope;

    /// <summary>The client's first message: the blinded element, a nonce, a key share.</summary>
    public const int Ke1 = Element + Nonce + Key;

    /// <summary>The server's message: the evaluated element, the masking nonce, the masked response, a nonce, a key share, a MAC.</summary>
    public const int Ke2 = CredentialResponse + Nonce + Key + Hash;

    /// <summary>The client's second message: a MAC.</summary>
    public const int Ke3 = Hash;

    /// <summary>The key that the client alone has after a registration or a sign-in.</summary>
    public const int ExportKey = Hash;

    internal const int Element = Ristretto255.ElementBytes;
    internal const int Key = Ristretto255.ElementBytes;
    internal const int Nonce = 32;
    internal const int Seed = 32;
    internal const int Hash = 64;
    internal const int Envelope = Nonce + Hash;
    internal const int Masked = Key + Envelope;
    internal const int CredentialResponse = Element + Nonce + Masked;
}
