namespace Satchel.Accounts.Opaque;

/// <summary>A sign-in that the server has answered.</summary>
/// <param name="Ke2">The answer.</param>
/// <param name="Expected">What KE3 has to be, 64 bytes; to be kept until it comes, out of everybody's sight.</param>
public sealed record OpaqueServerLogin(byte[] Ke2, byte[] Expected)
{
    /// <summary>The lengths alone: <see cref="Expected"/> is a secret.</summary>
    public override string ToString() => nameof(OpaqueServerLogin);
}
