namespace Satchel.Accounts.Opaque;

/// <summary>What both sides bind a sign-in to: the application, and who they are; public keys stand for identities that are not given.</summary>
internal sealed record OpaqueParties(byte[] Context, byte[]? Client = null, byte[]? Server = null)
{
    /// <summary>Satchel's.</summary>
    public static OpaqueParties Satchel { get; } = new("satchel 2026-11-21 login"u8.ToArray());
}
